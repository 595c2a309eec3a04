package io.campanile.it;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;

/** What we ship: not the tests of a module, whether they are in its folder or in a jar for the tests of others. */
public final class WithoutTests implements ImportOption {

    private static final ImportOption OUTSIDE_JARS = new ImportOption.DoNotIncludeTests();

    @Override
    public boolean includes(Location location) {
        return OUTSIDE_JARS.includes(location) && !location.contains("-tests.jar");
    }
}
