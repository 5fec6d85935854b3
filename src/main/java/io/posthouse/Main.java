package io.posthouse;

/** The command line of the gateway. Parses arguments and starts; holds no behaviour of its own. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(args.length);
    }
}
