package io.posthouse.bench;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code posthouse bench uploads}: whether messages notice that files are uploaded. */
@Command(
        name = "uploads",
        mixinStandardHelpOptions = true,
        description = {
            "Measures messages at a steady rate, first alone and then while files are uploaded at once.",
            "Every message is checked to arrive. Rate limits of the gateway have to be raised for it, and those of a day."
        })
final class UploadsCommand implements Callable<Integer> {
    private static final long MEBIBYTE = 1024L * 1024;

    @Mixin
    private Target target = new Target();

    @Option(names = "--uploads", defaultValue = "100", description = "at once (default: ${DEFAULT-VALUE})")
    private int uploads;

    @Option(names = "--mebibytes", defaultValue = "100", description = "of each file (default: ${DEFAULT-VALUE})")
    private int mebibytes;

    @Option(
            names = "--mebibytes-per-second",
            defaultValue = "1",
            description =
                    "of each upload, as people's lines have; 0 for as fast as it goes (default: ${DEFAULT-VALUE})")
    private double mebibytesPerSecond;

    @Option(names = "--accounts", defaultValue = "100", description = "an even number (default: ${DEFAULT-VALUE})")
    private int accounts;

    @Option(names = "--rate", defaultValue = "500", description = "messages a second (default: ${DEFAULT-VALUE})")
    private int rate;

    @Option(names = "--warm-up", defaultValue = "PT10S", description = "not measured (default: ${DEFAULT-VALUE})")
    private Duration warmUp = Duration.ZERO;

    @Option(names = "--window", defaultValue = "PT20S", description = "messages alone (default: ${DEFAULT-VALUE})")
    private Duration window = Duration.ZERO;

    @Override
    public Integer call() throws Exception {
        UploadsPlan plan = new UploadsPlan(
                uploads, mebibytes * MEBIBYTE, (long) (mebibytesPerSecond * MEBIBYTE), accounts, rate, warmUp, window);
        UploadsResult result = Driver.run(vertx -> Uploads.run(vertx, target, plan));
        Results.tell(target, result.toJson());
        return result.trouble().isEmpty() ? 0 : 1;
    }
}
