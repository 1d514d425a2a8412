package mailtally.web;

import java.util.Locale;
import java.util.Optional;
import mailtally.journey.View;

/// A row of the tally as it is drawn. What is not known is a dash.
///
/// @param hatch the name of its pattern, unique on a page
/// @param solid how much of the bar is proven, 0 to 100
/// @param hatched how much is approved
record Row(
        String place,
        String found,
        String proven,
        String approved,
        String left,
        String hatch,
        String solid,
        String hatched) {
    static Row of(View.Row row, String hatch) {
        return new Row(
                Shown.visible(row.place()),
                row.counting() && row.found().isPresent()
                        ? Shown.digits(row.found()) + " so far"
                        : Shown.digits(row.found()),
                Shown.digits(row.proven()),
                Shown.digits(row.approved()),
                Shown.digits(row.left()),
                hatch,
                share(row.proven(), row.found()),
                share(row.approved(), row.found()));
    }

    /// Never full as long as one is lacking.
    private static String share(Optional<Long> part, Optional<Long> all) {
        if (part.isEmpty() || all.isEmpty() || all.get() == 0) {
            return "0";
        }
        double share = 100.0 * part.get() / all.get();
        double drawn = part.get() < all.get() ? Math.min(share, 98) : share;
        return String.format(Locale.ROOT, "%.1f", part.get() > 0 ? Math.max(drawn, 1) : 0);
    }
}
