package io.wardkeep.gateway.port;

import java.util.List;

/** Where a serial port is. */
public sealed interface SerialPlace {

    /**
     * Under a path.
     *
     * @param path for example {@code /dev/ttyUSB0}; a link is followed at each opening
     */
    record ByPath(String path) implements SerialPlace {

        /** Rejects what is no place. */
        public ByPath {
            if (path.isBlank()) {
                throw new IllegalArgumentException("a serial port has a path");
            }
        }

        @Override
        public String toString() {
            return path;
        }
    }

    /**
     * Wherever an adapter is plugged in.
     *
     * @param identity which
     * @param bus where it is looked for at each opening
     */
    record ByUsb(UsbIdentity identity, UsbBus bus) implements SerialPlace {

        @Override
        public String toString() {
            return "usb " + identity;
        }
    }

    /** Where it is at this moment. */
    sealed interface Found {

        /** There. */
        record At(String path) implements Found {}

        /** Nowhere, or in more than one place; says which, for people. */
        record Not(String reason) implements Found {}
    }

    /** Looks now. */
    default Found find() {
        return switch (this) {
            case ByPath(String path) -> new Found.At(path);
            case ByUsb(UsbIdentity identity, UsbBus bus) -> {
                List<UsbBus.Adapter> meant = bus.meant(identity);
                yield switch (meant.size()) {
                    case 0 -> new Found.Not("no USB adapter " + identity + " is plugged in");
                    case 1 -> new Found.At(meant.getFirst().path().toString());
                    default ->
                        new Found.Not(meant.size() + " lines are " + identity + ": "
                                + meant.stream()
                                        .map(adapter -> adapter.identity() + " at " + adapter.path())
                                        .toList());
                };
            }
        };
    }
}
