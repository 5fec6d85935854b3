package io.posthouse.store;

import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Jobs that go to Redis as one command, and what came of it. */
final class JobGroup {
    private final List<Job> jobs = new ArrayList<>();
    private @Nullable Response response;
    private @Nullable Throwable failure;

    private JobGroup(Job first) {
        jobs.add(first);
    }

    /** Puts together what may be said at once; the rest keeps its order. */
    static List<JobGroup> of(List<Job> jobs, Slots slots) {
        List<JobGroup> groups = new ArrayList<>();
        List<JobGroup> open = new ArrayList<>();
        for (Job job : jobs) {
            JobGroup home = job.call().takesMany() && !job.asking() ? homeOf(job, open, slots) : null;
            if (home == null) {
                home = new JobGroup(job);
                groups.add(home);
                if (job.call().takesMany()) {
                    open.add(home);
                }
            } else {
                home.jobs.add(job);
            }
        }
        return groups;
    }

    private static @Nullable JobGroup homeOf(Job job, List<JobGroup> open, Slots slots) {
        for (JobGroup group : open) {
            Call first = group.jobs.get(0).call();
            if (job.call().joins(first) && slots.isSame(job.call().place(), first.place())) {
                return group;
            }
        }
        return null;
    }

    /** The same jobs, each on its own. */
    List<JobGroup> apart() {
        return jobs.stream().map(JobGroup::new).toList();
    }

    int size() {
        return jobs.size();
    }

    boolean isAsking() {
        return jobs.get(0).asking();
    }

    boolean isDurable() {
        return jobs.stream().anyMatch(job -> job.call().isDurable());
    }

    Request request() {
        return Call.request(jobs.stream().map(Job::call).toList());
    }

    void answered(@Nullable Response value) {
        response = value;
    }

    void failed(Throwable cause) {
        failure = cause;
    }

    /** Tells the jobs. One that was given up meanwhile stays so. */
    void settle(int replicas) {
        for (int i = 0; i < jobs.size(); i++) {
            Job job = jobs.get(i);
            if (failure != null) {
                job.promise().tryFail(failure);
            } else {
                Response value = job.call().takesMany() && response != null ? response.get(i) : response;
                job.promise().tryComplete(new Reply(value, replicas));
            }
        }
    }
}
