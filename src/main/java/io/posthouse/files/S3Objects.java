package io.posthouse.files;

import io.posthouse.config.S3Config;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * The objects of one bucket. Futures fail with a {@link FaultException} when the storage does, and then the log says why; or with
 * {@link NoSuchFileException} if there is no such object.
 */
final class S3Objects {
    private static final Logger LOG = LoggerFactory.getLogger(S3Objects.class);
    private static final int PAGE = 100;
    private static final int CONNECT_MILLIS = 5_000;
    private static final int MISSING = 404;
    private static final int FULL = 507;

    private final Vertx vertx;
    private final HttpClient http;
    private final String bucket;
    /** Asks again what may be asked again. */
    private final S3AsyncClient patient;
    /** Asks once: what comes from a client does not come again. */
    private final S3AsyncClient once;

    private S3Objects(Vertx vertx, HttpClient http, S3Config config) {
        this.vertx = vertx;
        this.http = http;
        this.bucket = config.bucket();
        S3Http transport = new S3Http(vertx, http);
        this.patient = client(config, transport, AwsRetryStrategy.standardRetryStrategy());
        this.once = client(config, transport, DefaultRetryStrategy.doNotRetry());
    }

    /**
     * Blocks while classes are loaded.
     *
     * @param patience how long the storage may be silent while something is sent or fetched
     */
    static S3Objects of(Vertx vertx, S3Config config, Duration patience) {
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout(CONNECT_MILLIS)
                .setIdleTimeout((int) patience.toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        PoolOptions pool =
                new PoolOptions().setHttp1MaxSize(config.connectionsMax()).setMaxWaitQueueSize(config.connectionsMax());
        return new S3Objects(vertx, vertx.createHttpClient(options, pool), config);
    }

    /** Reads nothing of the environment, nor of the home directory. */
    private static S3AsyncClient client(S3Config config, S3Http transport, RetryStrategy retry) {
        AwsBasicCredentials key = AwsBasicCredentials.create(
                config.accessKey(), config.secretKey().reveal());
        ProfileFile none = ProfileFile.aggregator().build();
        return S3AsyncClient.builder()
                .httpClient(transport)
                .endpointOverride(URI.create(config.endpoint()))
                .region(Region.of(config.region()))
                .forcePathStyle(config.pathStyle())
                .credentialsProvider(StaticCredentialsProvider.create(key))
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(override -> override.retryStrategy(retry).defaultProfileFile(none))
                .asyncConfiguration(async ->
                        async.advancedOption(SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run))
                .build();
    }

    Future<Void> close() {
        patient.close();
        once.close();
        return http.close();
    }

    /** What is wrong with the bucket goes to the caller alone. */
    Future<Void> check() {
        return future(patient.headBucket(head -> head.bucket(bucket))).mapEmpty();
    }

    /** In bytes; -1 if there is no such object. */
    Future<Long> size(String name) {
        return future(patient.headObject(head -> head.bucket(bucket).key(name)))
                .map(head -> head.contentLength())
                .recover(cause -> isMissing(cause) ? Future.succeededFuture(-1L) : failed(cause));
    }

    Future<Void> put(String name, Buffer bytes) {
        return future(patient.putObject(
                        put -> put.bucket(bucket).key(name), AsyncRequestBody.fromBytes(bytes.getBytes())))
                .<Void>mapEmpty()
                .recover(S3Objects::failed);
    }

    /**
     * @param bytes paused; what it fails with this fails with
     * @param length of {@code bytes}
     */
    Future<Void> put(String name, long length, ReadStream<Buffer> bytes) {
        PutObjectRequest put = PutObjectRequest.builder()
                .bucket(bucket)
                .key(name)
                .contentLength(length)
                .build();
        StreamPublisher body = new StreamPublisher(vertx.getOrCreateContext(), bytes, () -> {});
        return future(once.putObject(put, AsyncRequestBody.fromPublisher(body)))
                .<Void>mapEmpty()
                .recover(cause ->
                        body.over().failed() ? Future.failedFuture(body.over().cause()) : failed(cause));
    }

    /**
     * Writes an object, or a part of it, to a stream.
     *
     * @param range as HTTP has it; null for all
     * @param ends whether the stream is ended then
     */
    Future<Void> get(String name, @Nullable String range, WriteStream<Buffer> to, boolean ends) {
        Context context = vertx.getOrCreateContext();
        return future(patient.getObject(
                        get -> get.bucket(bucket).key(name).range(range), AsyncResponseTransformer.toPublisher()))
                .recover(cause -> isMissing(cause) ? Future.failedFuture(new NoSuchFileException(name)) : failed(cause))
                .compose(body -> {
                    StreamSubscriber writing = new StreamSubscriber(context, to, ends);
                    body.subscribe(writing);
                    return writing.done();
                });
    }

    /** It need not exist. */
    Future<Void> delete(String name) {
        return future(patient.deleteObject(one -> one.bucket(bucket).key(name)))
                .<Void>mapEmpty()
                .recover(cause -> isMissing(cause) ? Future.succeededFuture() : failed(cause));
    }

    /** The next objects whose names begin so, in the order of their names; {@link #PAGE} at most. */
    Future<List<Item>> list(String prefix, String after) {
        return future(patient.listObjectsV2(list ->
                        list.bucket(bucket).prefix(prefix).startAfter(after).maxKeys(PAGE)))
                .map(page -> page.contents().stream()
                        .map(object -> new Item(object.key(), object.size()))
                        .toList())
                .recover(S3Objects::failed);
    }

    /** Of an object; {@code size} in bytes. */
    record Item(String name, long size) {}

    /** On the context of who asks. */
    private <T> Future<T> future(CompletionStage<T> stage) {
        return Future.fromCompletionStage(stage, vertx.getOrCreateContext());
    }

    private static boolean isMissing(Throwable cause) {
        return root(cause) instanceof SdkServiceException answered && answered.statusCode() == MISSING;
    }

    private static <T> Future<T> failed(Throwable cause) {
        boolean isFull = root(cause) instanceof SdkServiceException answered && answered.statusCode() == FULL;
        LOG.error("The object storage cannot be used isFull={} cause={}", isFull, reason(cause));
        return Future.failedFuture(new FaultException(isFull ? Fault.STORAGE_FULL : Fault.STORAGE_UNAVAILABLE));
    }

    /** In words, without what was signed. */
    static String reason(Throwable cause) {
        Throwable root = root(cause);
        return root instanceof SdkServiceException answered && answered.getMessage() == null
                ? "status " + answered.statusCode()
                : root.toString();
    }

    private static Throwable root(Throwable cause) {
        return cause instanceof CompletionException wrapped && wrapped.getCause() != null ? wrapped.getCause() : cause;
    }
}
