package io.wardkeep.simulator.bcc;

import io.wardkeep.simulator.bedside.BedsideDevice;
import io.wardkeep.simulator.bedside.Tally;
import io.wardkeep.simulator.bedside.Wire;
import io.wardkeep.ward.DeviceId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * A SpaceCom with syringe pumps in its first pillar. The first pump runs at 5 mL/h, the next at 10 and so on, each from
 * a full syringe; one that nears its end says so. What would change a pump is refused.
 */
public final class BccRack implements BedsideDevice {

    private static final String ANYBODY = "1/1/1>";
    private static final String NAME = "ComSystem/1/1>";
    private static final double SYRINGE_MILLILITRES = 50;
    private static final double RATE_STEP = 5;
    private static final double NEAR_END_MILLILITRES = 2;
    private static final double MILLIS_PER_HOUR = 3_600_000;
    private static final int VALUES = 3;
    private static final int ALARMS = 16;

    private final DeviceId device;
    private final Wire wire;
    private final int pumps;
    private final Blocks blocks;
    private final Deque<String> due = new ArrayDeque<>();
    private byte[] last = new byte[0];
    private long sent;
    private long unheard;
    private long observations;
    private long refused;

    /**
     * A rack that has just been switched on and waits to be asked.
     *
     * @param pumps 1 to 9
     * @param stuffing are D and E doubled, as they are unless a web page says otherwise?
     */
    public BccRack(DeviceId device, Wire wire, int pumps, boolean stuffing) {
        this.device = device;
        this.wire = wire;
        this.pumps = pumps;
        this.blocks = new Blocks(stuffing);
    }

    @Override
    public DeviceId device() {
        return device;
    }

    @Override
    public String protocol() {
        return "bbraun-bcc";
    }

    @Override
    public void advance(long atMillis) {
        for (byte[] bytes = wire.receive(); bytes.length > 0; bytes = wire.receive()) {
            blocks.texts(bytes).forEach(text -> asked(text, atMillis));
        }
    }

    /** How many requests were no question, and changed nothing. */
    public long refused() {
        return refused;
    }

    private void asked(String text, long atMillis) {
        long seconds = atMillis / 1_000;
        switch (text) {
            case Blocks.ACKNOWLEDGED -> next();
            case Blocks.AGAIN -> send(last);
            case ANYBODY + "ADMIN:ALIVE", NAME + "ADMIN:ALIVE" -> answer(List.of(seconds + ",50100,GNACK,0"));
            case NAME + "ADMIN:VERSION" -> answer(List.of(seconds + ",50100,V3.30"));
            case NAME + "MEM:GET" -> {
                List<String> answer = new ArrayList<>();
                for (int pump = 1; pump <= pumps; pump++) {
                    answer.add(parameters(pump, atMillis));
                }
                answer(answer);
                observations += (long) VALUES * pumps;
            }
            default -> {
                refused++;
                answer(List.of(seconds + ",50100,GNERR,1"));
            }
        }
    }

    private void answer(List<String> texts) {
        due.clear();
        due.addAll(texts);
        next();
    }

    private void next() {
        String text = due.poll();
        if (text != null) {
            last = blocks.block(NAME + text, !due.isEmpty());
            send(last);
        }
    }

    private void send(byte[] block) {
        if (block.length > 0 && wire.send(block)) {
            sent++;
        } else {
            unheard++;
        }
    }

    private static String parameters(int pump, long atMillis) {
        double rate = RATE_STEP * pump;
        double infused = rate * atMillis / MILLIS_PER_HOUR % SYRINGE_MILLILITRES;
        double left = SYRINGE_MILLILITRES - infused;
        StringBuilder text = new StringBuilder();
        String head = atMillis / 1_000 + ",5011" + pump + ",";
        List<String> parameters = new ArrayList<>(List.of(
                "GNNEW,688F030006",
                "INRT," + decimals(rate),
                "INSOL,Noradrenalin 5mg/50ml",
                "INVOLACT," + decimals(left),
                "INRMT,65535",
                "INVI," + decimals(infused),
                "INSERNUM," + (40_864 + pump),
                "INSYR,50",
                "DSSTATUS,00051",
                "INM3,1",
                "INM8,1"));
        for (int alarm = 1; alarm <= ALARMS; alarm++) {
            parameters.add("INA" + alarm + "," + (alarm == 12 && left < NEAR_END_MILLILITRES ? 1 : 0));
        }
        parameters.forEach(parameter ->
                text.append(text.isEmpty() ? "" : "\u001e").append(head).append(parameter));
        return text.toString();
    }

    private static String decimals(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }

    @Override
    public Tally tally() {
        return new Tally(device.name(), protocol(), sent, unheard, observations, 0);
    }

    @Override
    public void close() {
        wire.close();
    }
}
