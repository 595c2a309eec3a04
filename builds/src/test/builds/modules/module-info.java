module shop {
    requires io.campanile.slave;
}
