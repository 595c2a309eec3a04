package shop;

import io.campanile.clock.ClusterClock;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** An application that asks itself how its clock is, as its operators would, and ends. */
@SpringBootApplication
public class Orders {

    public static void main(String[] args) throws Exception {
        try (ConfigurableApplicationContext context = SpringApplication.run(Orders.class, args)) {
            ClusterClock clock = context.getBean(ClusterClock.class);
            System.out.println("netty is in " + jar("io.netty.channel.Channel"));
            System.out.println("clock: " + clock.status());
            String actuator = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + "/actuator/";
            System.out.println("health: " + get(actuator + "health"));
            System.out.println("metric: " + get(actuator + "metrics/campanile.clock.error.bound"));
        }
    }

    private static String jar(String type) throws ClassNotFoundException {
        return Class.forName(type).getProtectionDomain().getCodeSource().getLocation().getPath().replaceFirst(".*/", "");
    }

    private static String get(String address) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString())
                .body();
    }
}
