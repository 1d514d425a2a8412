package mailtally.transfer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import mailtally.store.AnswerLostException;
import mailtally.store.Appender;
import mailtally.store.Folder;
import mailtally.store.RefusedException;
import mailtally.store.StoreUnavailableException;

/// Puts one part of a plan into its folder, batch by batch: intent, action, outcome. Run by one
/// thread.
///
/// Where an answer is lost nothing is put again before the folder stood still and was looked
/// through; then only what lacks. A batch that loses its answer [#TRIES] times is halved, so that
/// the one message that breaks the connection is found and named.
final class PartPut implements Callable<Void> {
    static final int TRIES = 3;

    private final Copying copying;
    private final Part part;
    private OpenFolder target;

    PartPut(Copying copying, Part part) {
        this.copying = copying;
        this.part = part;
    }

    @Override
    public Void call() throws IOException, StoreUnavailableException {
        Items items = new Items(copying.ledger(), part);
        List<Item> batch = items.next();
        if (batch.isEmpty()) {
            return null;
        }
        try {
            openFolder();
        } catch (RefusedException e) {
            refuseAll(items, batch, Sentences.refused(part.path(), e.getMessage()));
            return null;
        }
        try (OpenFolder _ = target) {
            for (; !batch.isEmpty(); batch = items.next()) {
                put(batch);
            }
        }
        return null;
    }

    private void openFolder() throws RefusedException, StoreUnavailableException {
        Folder folder = part.there().isPresent() ? part.there().get() : copying.door().create(part);
        FolderMap map = new FolderMap(List.of(), copying.door().store().keepsForever(), false);
        for (Folder source : part.sources()) {
            if (!map.takes(folder, source)) {
                throw new RefusedException("it only shows mail, or empties itself.");
            }
        }
        target = new OpenFolder(copying.door().store(), folder);
    }

    private void refuseAll(Items items, List<Item> first, String reason) {
        for (List<Item> batch = first; !batch.isEmpty(); batch = items.next()) {
            end(batch, State.NOT_PUT, reason);
        }
    }

    private void put(List<Item> batch) throws IOException, StoreUnavailableException {
        Folder source = copying.sourceFolder(batch.getFirst().folder());
        try (Carried carried = Carried.read(copying.source(), source, batch, copying.outgoing())) {
            end(carried.changed(batch), State.NOT_PUT, Sentences.SOURCE_CHANGED);
            put(carried.whole(batch), carried);
        }
    }

    /// Puts messages whose bytes are at hand.
    private void put(List<Item> batch, Carried carried)
            throws IOException, StoreUnavailableException {
        List<Item> open = batch;
        for (int tries = 0; tries < TRIES && !open.isEmpty(); tries++) {
            copying.journal().intend(copying.tally(), part, target.mark(), open);
            try {
                List<Appender.Answer> answers =
                        copying.door().append(part, target.appender(), outgoing(open, carried));
                answered(open, answers);
                copying.dates().after(target.appender(), open, answers);
                return;
            } catch (AnswerLostException e) {
                Optional<List<Item>> lacking = lookFor(open);
                if (lacking.isEmpty()) {
                    return;
                }
                open = lacking.get();
            }
        }
        if (open.size() == 1) {
            end(open, State.REFUSED, Sentences.ANSWERS_LOST);
        } else if (!open.isEmpty()) {
            put(open.subList(0, open.size() / 2), carried);
            put(open.subList(open.size() / 2, open.size()), carried);
        }
    }

    private List<Appender.Outgoing> outgoing(List<Item> items, Carried carried) {
        Appender.Takes takes = target.appender().takes();
        List<Appender.Outgoing> all = new ArrayList<>();
        for (Item item : items) {
            all.add(
                    new Appender.Outgoing(
                            carried.of(item),
                            KeptFlags.of(item.flags(), takes),
                            item.internalDate()));
        }
        return all;
    }

    private void answered(List<Item> items, List<Appender.Answer> answers) {
        if (answers.size() != items.size()) {
            throw new IllegalStateException("the store answered for other messages");
        }
        List<Journal.End> ends = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            Item item = items.get(i);
            ends.add(
                    switch (answers.get(i)) {
                        case Appender.Answer.Stored(var where) ->
                                new Journal.End(item, State.STORED, where, "");
                        case Appender.Answer.Refused(String words) ->
                                new Journal.End(
                                        item,
                                        State.REFUSED,
                                        Optional.empty(),
                                        Sentences.refused(words));
                    });
            copying.progress().advance(1, item.sizeBytes());
        }
        copying.journal().end(copying.tally(), part, ends);
    }

    /// What of the messages is not there although it was sent. Nothing where that cannot be told:
    /// then the intents stay open, and the next run sees.
    private Optional<List<Item>> lookFor(List<Item> sent)
            throws IOException, StoreUnavailableException {
        target.reopen();
        target.awaitStandstill(copying.pace());
        Folder folder = target.folder();
        try (Looking looking = new Looking(copying.ledger(), copying.tally(), folder, sent)) {
            copying.door().store().read(folder, looking);
            List<Item> found = looking.found(sent, copying.journal().before(copying.tally(), part));
            end(found, State.FOUND, "");
            List<Item> rest = sent.stream().filter(item -> !found.contains(item)).toList();
            if (looking.sure() || rest.isEmpty()) {
                return Optional.of(rest);
            }
            end(rest, State.INTENDED, Sentences.NOT_LOOKED_FOR);
            return Optional.empty();
        }
    }

    private void end(List<Item> items, State state, String reason) {
        copying.journal()
                .end(
                        copying.tally(),
                        part,
                        items.stream()
                                .map(i -> new Journal.End(i, state, Optional.empty(), reason))
                                .toList());
    }
}
