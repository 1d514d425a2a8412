package mailtally.demo.exchange;

import java.util.List;

/// Which part of a list is wanted (IndexedPageItemView).
///
/// @param most so many entries at most
record EwsPaging(int offset, int most) {
    private static final int MOST_ENTRIES = 1000;

    static EwsPaging of(EwsElement view) throws EwsFault {
        view.onlyAttributes("MaxEntriesReturned", "Offset", "BasePoint");
        if (!view.required("BasePoint").equals("Beginning")) {
            throw EwsFault.schema("this door counts from the beginning alone.");
        }
        try {
            return new EwsPaging(
                    Integer.parseInt(view.required("Offset")),
                    Math.min(
                            MOST_ENTRIES,
                            Integer.parseInt(view.attribute("MaxEntriesReturned").orElse("1000"))));
        } catch (NumberFormatException e) {
            throw EwsFault.schema("an offset is no number.");
        }
    }

    <T> List<T> some(List<T> all) {
        int from = Math.min(offset, all.size());
        return all.subList(from, Math.min(all.size(), from + most));
    }

    String root(int total) {
        int to = Math.min(total, offset + most);
        return "<m:RootFolder IndexedPagingOffset=\""
                + to
                + "\" TotalItemsInView=\""
                + total
                + "\" IncludesLastItemInRange=\""
                + (to >= total)
                + "\">";
    }
}
