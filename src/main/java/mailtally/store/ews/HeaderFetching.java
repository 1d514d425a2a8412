package mailtally.store.ews;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import mailtally.store.StoreUnavailableException;
import mailtally.store.server.WebBody;

/// Fetches headers of messages, for those that Exchange kept the header of as it came
/// (PidTagTransportMessageHeaders). The others, and those it refuses, are left for whoever reads
/// them whole.
final class HeaderFetching {
    private final Service service;

    HeaderFetching(Service service) {
        this.service = service;
    }

    void fill(Batch batch, Shelf shelf) throws StoreUnavailableException {
        List<Line> wanted = batch.open();
        if (wanted.isEmpty()) {
            return;
        }
        Waits waits = service.waits();
        for (boolean again = true; again; ) {
            Optional<Refusal> busy = Optional.empty();
            try {
                busy = ask(batch, wanted, shelf);
            } catch (RefusedByServerException e) {
                busy = Optional.of(e.refusal()).filter(Refusal::busy);
            } catch (Spills.FailedException e) {
                throw service.notKept(e);
            } catch (IOException e) {
                // those messages are read whole
            }
            again = busy.isPresent();
            if (again) {
                waits.busy(busy.get());
            }
        }
    }

    private Optional<Refusal> ask(Batch batch, List<Line> wanted, Shelf shelf)
            throws IOException, RefusedByServerException, StoreUnavailableException {
        Reply reply =
                service.once(
                        WebBody.of(Questions.headers(wanted.stream().map(Line::id).toList())),
                        Service.USUAL_BYTES,
                        Optional.empty());
        Optional<Refusal> busy = reply.firstRefusal(Refusal::busy);
        if (busy.isPresent()) {
            return busy;
        }
        List<Reply.One> answers = reply.all(wanted.size());
        for (int i = 0; i < wanted.size(); i++) {
            for (Node item : answers.get(i).items()) {
                Optional<String> header = Property.HEADERS.in(item).filter(h -> !h.isBlank());
                if (header.isPresent() && Line.id(item).equals(wanted.get(i).id())) {
                    batch.put(wanted.get(i), Header.of(header.get(), shelf));
                }
            }
        }
        return Optional.empty();
    }
}
