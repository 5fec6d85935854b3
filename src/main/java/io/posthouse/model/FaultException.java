package io.posthouse.model;

/** A refusal, not a bug: carries the fault and no stack trace. */
public final class FaultException extends RuntimeException {
    private final Fault fault;
    private final String detail;

    public FaultException(Fault fault) {
        this(fault, "");
    }

    /**
     * @param detail names the field or limit; never a body, a token or another account
     */
    public FaultException(Fault fault, String detail) {
        super(detail.isEmpty() ? fault.text() : fault.text() + ": " + detail, null, false, false);
        this.fault = fault;
        this.detail = detail;
    }

    public Fault fault() {
        return fault;
    }

    public String detail() {
        return detail;
    }
}
