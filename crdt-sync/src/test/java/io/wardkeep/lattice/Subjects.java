package io.wardkeep.lattice;

import io.wardkeep.lattice.law.Choices;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Every type of the library, ready for the laws. */
final class Subjects {

    static final int VALUE_BYTES_MAX = 64;

    static final Map<String, Subject<?>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("CausalContext", subject(CausalContext.EMPTY, Subjects::seeMore, CausalContext::read));
        ALL.put(
                "MultiValueRegister",
                subject(
                        MultiValueRegister.EMPTY,
                        (state, actor, choices) ->
                                choices.oneIn(4) ? state.clear() : state.write(actor, bytes(choices)),
                        reader -> MultiValueRegister.read(reader, VALUE_BYTES_MAX)));
        ALL.put(
                "EnableWinsFlag",
                subject(
                        EnableWinsFlag.EMPTY,
                        (state, actor, choices) -> choices.oneIn(2) ? state.disable() : state.enable(actor),
                        EnableWinsFlag::read));
        ALL.put("AddWinsSet", subject(AddWinsSet.EMPTY, Subjects::changeSet, AddWinsSet::read));
        ALL.put(
                "ResetRemoveMap",
                subject(
                        ResetRemoveMap.<DotFun>empty(),
                        Subjects::changeMap,
                        reader -> ResetRemoveMap.read(reader, in -> DotFun.read(in, VALUE_BYTES_MAX))));
        ALL.put(
                "GrowOnlyCounter",
                subject(
                        GrowOnlyCounter.ZERO,
                        (state, actor, choices) -> state.increment(actor, choices.between(1, 9)),
                        GrowOnlyCounter::read));
        ALL.put(
                "PositiveNegativeCounter",
                subject(
                        PositiveNegativeCounter.ZERO,
                        (state, actor, choices) -> state.add(actor, choices.between(-9, 9)),
                        PositiveNegativeCounter::read));
        ALL.put(
                "Maximum",
                subject(
                        new Maximum(Long.MIN_VALUE),
                        (state, actor, choices) -> state.see(choices.anyLong()),
                        Maximum::read));
        ALL.put(
                "Minimum",
                subject(
                        new Minimum(Long.MAX_VALUE),
                        (state, actor, choices) -> state.see(choices.anyLong()),
                        Minimum::read));
        ALL.put(
                "Product",
                subject(
                        new Product<>(new Maximum(0), new Minimum(0)),
                        (state, actor, choices) ->
                                new Product<>(new Maximum(choices.below(9)), new Minimum(-choices.below(9))),
                        reader -> Product.read(reader, Maximum::read, Minimum::read)));
        ALL.put(
                "LastWriterRegister",
                subject(
                        new LastWriterRegister(
                                new HybridTimestamp(0), new Dot(History.ACTORS.getFirst(), 1), Bytes.EMPTY),
                        Subjects::writeLast,
                        reader -> LastWriterRegister.read(reader, VALUE_BYTES_MAX)));
    }

    private Subjects() {}

    static Bytes bytes(Choices choices) {
        byte[] content = new byte[choices.below(3)];
        for (int index = 0; index < content.length; index++) {
            content[index] = (byte) choices.below(256);
        }
        return Bytes.adopt(content);
    }

    static Bytes key(Choices choices) {
        return Bytes.adopt(new byte[] {(byte) choices.below(3)});
    }

    private static CausalContext seeMore(CausalContext state, Actor actor, Choices choices) {
        TreeMap<Actor, Ranges> more = new TreeMap<>();
        int first = choices.between(1, 20);
        more.put(actor, Ranges.of(first, first + choices.below(5)));
        return new CausalContext(more);
    }

    private static AddWinsSet changeSet(AddWinsSet state, Actor actor, Choices choices) {
        return switch (choices.below(6)) {
            case 0, 1, 2 -> state.add(actor, key(choices));
            case 3, 4 -> state.remove(key(choices));
            default -> state.clear();
        };
    }

    private static ResetRemoveMap<DotFun> changeMap(ResetRemoveMap<DotFun> state, Actor actor, Choices choices) {
        if (choices.oneIn(3)) {
            return state.remove(key(choices));
        }
        Bytes value = bytes(choices);
        return state.update(
                key(choices),
                DotFun.EMPTY,
                register -> new MultiValueRegister(register).write(actor, value).state());
    }

    /** A writer's clock goes forward, and its dots with it, so that no two writes share both. */
    private static LastWriterRegister writeLast(LastWriterRegister state, Actor actor, Choices choices) {
        long clock = state.at().packed() + choices.between(1, 3);
        return state.write(new HybridTimestamp(clock), new Dot(actor, clock), bytesOf(actor, clock));
    }

    private static Bytes bytesOf(Actor actor, long clock) {
        return Bytes.adopt(new byte[] {(byte) actor.siteLow(), (byte) clock});
    }

    private interface Mutation<S> {
        S mutate(S state, Actor actor, Choices choices);
    }

    private static <S extends Lattice<S>> Subject<S> subject(
            S bottom, Mutation<S> mutation, DotMap.StoreReader<S> reader) {
        return new Subject<>() {
            @Override
            public S bottom() {
                return bottom;
            }

            @Override
            public S mutate(S state, Actor actor, Choices choices) {
                return mutation.mutate(state, actor, choices);
            }

            @Override
            public S read(CanonicalReader in) throws MalformedBytesException {
                return reader.read(in);
            }
        };
    }
}
