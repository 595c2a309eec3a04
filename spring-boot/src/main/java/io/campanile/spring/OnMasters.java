package io.campanile.spring;

import io.campanile.spring.CampanileProperties.Master;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Whether the application says whose slave it is. Spring Boot shows the reason to whoever asks for a {@code ClusterClock} and gets
 * none.
 */
final class OnMasters extends SpringBootCondition {

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        List<Master> masters = Binder.get(context.getEnvironment())
                .bind("campanile.masters", Bindable.listOf(Master.class))
                .orElse(List.of());
        return new ConditionOutcome(
                !masters.isEmpty(),
                masters.isEmpty()
                        ? "Campanile has no master to follow: set campanile.masters[0].host to where one runs"
                        : "campanile.masters are set");
    }
}
