package io.wardkeep.driver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The contract tests of a driver, found among the compiled tests: their frames are good conversations for whoever wants
 * to garble or measure them.
 */
public final class Contracts {

    private Contracts() {}

    /** The good conversations of a driver, each frame by frame; none where it has no contract test. */
    public static List<List<byte[]>> conversations(Driver driver) {
        return of(driver).map(DriverContract::frames).toList();
    }

    /** The recordings from life that a driver's tests read, as far as they are there. */
    public static List<Path> recordings(Driver driver) {
        return of(driver)
                .flatMap(contract -> contract.recordings().stream())
                .filter(Files::isRegularFile)
                .toList();
    }

    /** What one of the driver's contract tests allows to be sent. */
    public static Predicate<byte[]> maySend(Driver driver) {
        List<DriverContract> contracts = of(driver).toList();
        return sent -> contracts.stream().anyMatch(contract -> contract.isPollOrHandshake(sent));
    }

    private static Stream<DriverContract> of(Driver driver) {
        return FOUND.stream().filter(contract -> contract.driver().name().equals(driver.name()));
    }

    private static final List<DriverContract> FOUND = find();

    private static List<DriverContract> find() {
        try {
            Path root = Path.of(DriverContract.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            try (Stream<Path> files = Files.walk(root)) {
                return files.map(root::relativize)
                        .map(Path::toString)
                        .filter(name -> name.endsWith("Test.class"))
                        .sorted()
                        .flatMap(name -> contract(name.substring(0, name.length() - ".class".length())
                                .replace('/', '.')))
                        .toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<DriverContract> contract(String className) {
        try {
            Class<?> type = Class.forName(className, false, DriverContract.class.getClassLoader());
            if (!DriverContract.class.isAssignableFrom(type) || Modifier.isAbstract(type.getModifiers())) {
                return Stream.empty();
            }
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return Stream.of((DriverContract) constructor.newInstance());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(className, e);
        }
    }
}
