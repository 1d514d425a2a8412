package mailtally.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A clearance is made by the gate and by nobody else, and cannot be kept.
class ClearanceTest {
    private static final Instant NOW = Scene.COUNTED;

    @Test
    void nobodyElseMakesOneEvenFromTheSameRoom() {
        assertThatThrownBy(() -> new Clearance("a", "l", "c", NOW, NOW.plusSeconds(1), 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("only the gate");
    }

    @Test
    void reflectionMakesNone() {
        assertThat(Clearance.class.getConstructors()).isEmpty();
        for (Constructor<?> constructor : Clearance.class.getDeclaredConstructors()) {
            constructor.setAccessible(true);
            assertThatThrownBy(
                            () ->
                                    constructor.newInstance(
                                            "a", "l", "c", NOW, NOW.plusSeconds(1), 0L))
                    .isInstanceOf(InvocationTargetException.class)
                    .hasCauseInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aMethodHandleOfTheGateMakesNone() throws Exception {
        MethodHandle constructor =
                MethodHandles.privateLookupIn(Gate.class, MethodHandles.lookup())
                        .findConstructor(
                                Clearance.class,
                                MethodType.methodType(
                                        void.class,
                                        String.class,
                                        String.class,
                                        String.class,
                                        Instant.class,
                                        Instant.class,
                                        long.class));
        assertThatThrownBy(() -> constructor.invoke("a", "l", "c", NOW, NOW.plusSeconds(1), 0L))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void itCannotBeKeptNorMadeByWayOfASubclass() throws Exception {
        Clearance clearance = new Scene().decide().clearance().orElseThrow();
        assertThat(clearance).isNotInstanceOf(Serializable.class);
        try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
            assertThatThrownBy(() -> out.writeObject(clearance))
                    .isInstanceOf(NotSerializableException.class);
        }
        assertThat(Modifier.isFinal(Clearance.class.getModifiers())).isTrue();
        assertThat(Clearance.class.isRecord()).isFalse();
        assertThat(clearance)
                .hasToString("clearance of MT-1 on count count 1 until 2026-03-12T15:42:00Z");
    }

    @Test
    void aDecisionHasNoneBesideARedNorWithoutFindings() {
        Optional<Clearance> clearance = new Scene().decide().clearance();
        Scene broken = new Scene();
        broken.outbox = 1;
        List<Finding> red = broken.decide().findings();
        assertThatThrownBy(() -> new Decision(red, clearance))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Decision(List.of(), clearance))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
