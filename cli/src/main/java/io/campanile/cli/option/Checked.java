package io.campanile.cli.option;

/** A command whose options have ranges, which can be looked at before anything runs. */
public interface Checked {

    /**
     * Checks the values that the options have; what has to be given and is not is no concern of it.
     *
     * @throws picocli.CommandLine.ParameterException naming the option and its range
     */
    void check();
}
