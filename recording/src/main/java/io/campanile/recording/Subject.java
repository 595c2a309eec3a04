package io.campanile.recording;

/** Who is recorded. */
public enum Subject {
    /** A master: its sessions, what it decides of them, and what it tells each slave. */
    MASTER,
    /** A slave: what it answers, and what its clock does with what it is told. */
    SLAVE
}
