package io.wardkeep.driver;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;

/** Roughly how many bytes of our own state an object keeps: arrays, texts and our objects, not the JDK's inside. */
public final class RetainedSize {

    private RetainedSize() {}

    public static long of(Object root) throws IllegalAccessException {
        IdentityHashMap<Object, Boolean> seen = new IdentityHashMap<>();
        Deque<Object> open = new ArrayDeque<>();
        open.add(root);
        long bytes = 0;
        while (!open.isEmpty()) {
            Object object = open.remove();
            if (seen.put(object, true) != null) {
                continue;
            }
            bytes += 16;
            if (object instanceof CharSequence text) {
                bytes += text.length();
            } else if (object instanceof Map<?, ?> map) {
                map.keySet().forEach(open::add);
                map.values().forEach(open::add);
            } else if (object instanceof Iterable<?> elements) {
                elements.forEach(open::add);
            } else if (object.getClass().isArray()) {
                bytes += 8L * Array.getLength(object);
            } else if (object.getClass().getName().startsWith("io.wardkeep.driver")) {
                for (Field field : object.getClass().getDeclaredFields()) {
                    if (!Modifier.isStatic(field.getModifiers())
                            && !field.getType().isPrimitive()) {
                        field.setAccessible(true);
                        Object value = field.get(object);
                        if (value != null) {
                            open.add(value);
                        }
                    }
                }
            }
        }
        return bytes;
    }
}
