/** Files of what a master or a slave was told and decided, written while it runs and read to replay it. */
module io.campanile.recording {
    requires com.google.protobuf;
    requires org.slf4j;
    requires transitive io.campanile.core;
    requires static transitive org.jspecify;

    exports io.campanile.recording;
}
