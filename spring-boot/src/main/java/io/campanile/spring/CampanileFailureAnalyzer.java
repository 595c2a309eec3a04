package io.campanile.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in two sentences why an application did not start for want of its cluster's clock, and what to do. */
final class CampanileFailureAnalyzer extends AbstractFailureAnalyzer<CampanileStartException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, CampanileStartException cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.action(), cause);
    }
}
