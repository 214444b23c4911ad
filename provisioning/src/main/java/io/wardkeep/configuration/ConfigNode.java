package io.wardkeep.configuration;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.yaml.YAMLFactory;

/**
 * A part of a YAML file that knows where it stands, so that every complaint can say file, line and key. Whoever reads a
 * section asks for its keys and then {@link #end}s it: what nobody asked for is a mistake of spelling, and the nearest
 * key that somebody asked for is named.
 */
public final class ConfigNode {

    private final String file;
    private final int line;
    private final String path;
    private final @Nullable String text;
    private final @Nullable Map<String, ConfigNode> entries;
    private final @Nullable List<ConfigNode> elements;
    private final Set<String> asked = new TreeSet<>();

    private ConfigNode(
            String file,
            int line,
            String path,
            @Nullable String text,
            @Nullable Map<String, ConfigNode> entries,
            @Nullable List<ConfigNode> elements) {
        this.file = file;
        this.line = line;
        this.path = path;
        this.text = text;
        this.entries = entries;
        this.elements = elements;
    }

    /** The whole of a file's content. */
    public static ConfigNode parse(String file, String yaml) throws ConfigException {
        try (JsonParser parser = new YAMLFactory().createParser(tools.jackson.core.ObjectReadContext.empty(), yaml)) {
            if (parser.nextToken() == null) {
                return new ConfigNode(file, 1, "", null, new LinkedHashMap<>(), null);
            }
            return read(parser, file, "");
        } catch (JacksonException broken) {
            throw new ConfigException(file + ":" + broken.getLocation().getLineNr() + ": not YAML: "
                    + String.valueOf(broken.getOriginalMessage())
                            .lines()
                            .findFirst()
                            .orElse(""));
        }
    }

    private static ConfigNode read(JsonParser parser, String file, String path) throws ConfigException {
        int line = parser.currentTokenLocation().getLineNr();
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, ConfigNode> entries = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = parser.currentName();
                int keyLine = parser.currentTokenLocation().getLineNr();
                parser.nextToken();
                String below = path.isEmpty() ? key : path + "." + key;
                if (entries.put(key, read(parser, file, below).at(keyLine)) != null) {
                    throw new ConfigException(file + ":" + keyLine + ": " + below + " stands there twice");
                }
            }
            return new ConfigNode(file, line, path, null, entries, null);
        }
        if (token == JsonToken.START_ARRAY) {
            List<ConfigNode> elements = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(read(parser, file, path + "[" + elements.size() + "]"));
            }
            return new ConfigNode(file, line, path, null, null, elements);
        }
        return new ConfigNode(file, line, path, token == JsonToken.VALUE_NULL ? "" : parser.getString(), null, null);
    }

    private ConfigNode at(int keyLine) {
        return new ConfigNode(file, keyLine, path, text, entries, elements);
    }

    /** A complaint about this node. */
    public ConfigException wrong(String reason) {
        return new ConfigException(file + ":" + line + ": " + (path.isEmpty() ? "" : path + ": ") + reason);
    }

    /** The section under a key, if it is there. */
    public Optional<ConfigNode> optional(String key) throws ConfigException {
        return Optional.ofNullable(section().get(key))
                .filter(node -> {
                    asked.add(key);
                    return true;
                })
                .or(() -> {
                    asked.add(key);
                    return Optional.empty();
                });
    }

    /** The section under a key. */
    public ConfigNode required(String key) throws ConfigException {
        Optional<ConfigNode> node = optional(key);
        if (node.isEmpty()) {
            throw misspelt(key).orElseGet(() -> wrong("the key " + key + " is missing"));
        }
        return node.get();
    }

    /** Where a key is missing, one that nobody knows and that looks like it is what should be complained about. */
    private Optional<ConfigException> misspelt(String missing) throws ConfigException {
        return section().entrySet().stream()
                .filter(entry -> !asked.contains(entry.getKey()))
                .filter(entry ->
                        distance(entry.getKey().toLowerCase(Locale.ROOT), missing) <= Math.max(1, missing.length() / 3))
                .findFirst()
                .map(entry -> entry.getValue().wrong("unknown key; did you mean " + missing + "?"));
    }

    /** A scalar as {@code read} understands it; what {@code read} refuses is a complaint about this node. */
    public <T> T as(Function<String, T> read) throws ConfigException {
        if (text == null || text.isEmpty()) {
            throw wrong("one value is wanted here");
        }
        try {
            return read.apply(text);
        } catch (IllegalArgumentException refused) {
            throw wrong(String.valueOf(refused.getMessage()));
        }
    }

    /** Makes a value of parts that have been read already; what its constructor refuses is a complaint about this. */
    public <T> T made(java.util.function.Supplier<T> make) throws ConfigException {
        try {
            return make.get();
        } catch (IllegalArgumentException refused) {
            throw wrong(String.valueOf(refused.getMessage()));
        }
    }

    /** A scalar under a key, or what holds without it. */
    public <T> T get(String key, Function<String, T> read, T otherwise) throws ConfigException {
        Optional<ConfigNode> node = optional(key);
        return node.isPresent() ? node.get().as(read) : otherwise;
    }

    /**
     * What a word under a key means; an unknown word is a complaint that names the nearest one.
     *
     * @param known words and their meanings
     * @param otherwise the word that holds without the key
     */
    public <T> T among(String key, SortedMap<String, T> known, String otherwise) throws ConfigException {
        String word = get(key, text -> text, otherwise);
        T meaning = known.get(word);
        if (meaning == null) {
            throw required(key).wrong("unknown word " + word + "; " + nearest(word, known.keySet()));
        }
        return meaning;
    }

    /** The elements of a list. */
    public List<ConfigNode> elements() throws ConfigException {
        if (elements == null) {
            throw wrong("a list is wanted here");
        }
        return elements;
    }

    /** The entries of a section whose keys are names. */
    public Map<String, ConfigNode> entries() throws ConfigException {
        Map<String, ConfigNode> all = section();
        asked.addAll(all.keySet());
        return all;
    }

    /** Complains about keys that nobody asked for. */
    public void end() throws ConfigException {
        for (Map.Entry<String, ConfigNode> entry : section().entrySet()) {
            if (!asked.contains(entry.getKey())) {
                throw entry.getValue().wrong("unknown key; " + nearest(entry.getKey(), asked));
            }
        }
    }

    private Map<String, ConfigNode> section() throws ConfigException {
        if (entries == null) {
            throw wrong("a section with keys is wanted here");
        }
        return entries;
    }

    private static String nearest(String key, Collection<String> words) {
        String best = "";
        int bestDistance = Integer.MAX_VALUE;
        for (String known : words) {
            int distance = distance(key.toLowerCase(Locale.ROOT), known);
            if (distance < bestDistance) {
                bestDistance = distance;
                best = known;
            }
        }
        return bestDistance <= Math.max(2, key.length() / 2)
                ? "did you mean " + best + "?"
                : "known here: " + String.join(", ", words);
    }

    /** Levenshtein's distance. */
    static int distance(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int column = 0; column <= right.length(); column++) {
            row[column] = column;
        }
        for (int index = 1; index <= left.length(); index++) {
            int diagonal = row[0];
            row[0] = index;
            for (int column = 1; column <= right.length(); column++) {
                int replaced = diagonal + (left.charAt(index - 1) == right.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(replaced, 1 + Math.min(row[column], row[column - 1]));
            }
        }
        return row[right.length()];
    }
}
