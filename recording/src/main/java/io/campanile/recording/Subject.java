package io.campanile.recording;

/** The two kinds of those who can be recorded. */
public enum Subject {
    /** A master: its sessions, what it decides of them, and what it tells each slave. */
    MASTER,
    /** A slave: what it answers, and what its clock does with what it is told. */
    SLAVE
}
