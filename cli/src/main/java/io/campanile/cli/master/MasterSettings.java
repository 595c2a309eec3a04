package io.campanile.cli.master;

import io.campanile.master.MasterConfig;

/**
 * What a master's options amount to. The command speaks of this, since what lists the commands would load a master's own class
 * for every one of them.
 */
record MasterSettings(MasterConfig config) {}
