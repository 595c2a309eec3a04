package shop;

import io.netty.channel.Channel;

/** The same with campanile-slave-shaded, beside a Netty of its own. */
public class Shaded {

    public static void main(String[] args) throws Exception {
        System.out.println("netty is in " + Channel.class.getProtectionDomain().getCodeSource().getLocation());
        System.out.println("epoll: "
                + Class.forName("io.campanile.shaded.io.netty.channel.epoll.Epoll").getMethod("isAvailable").invoke(null));
        Orders.main(args);
    }
}
