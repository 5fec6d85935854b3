package io.posthouse.bench;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code posthouse bench report}: results of several runs as one table. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Prints the results that --json collected as tables in Markdown.")
final class ReportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "one JSON object a line")
    private Path file = Path.of("");

    @Override
    public Integer call() throws Exception {
        Results.print(Report.of(Results.read(file)));
        return 0;
    }
}
