package mailtally.demo;

import java.util.List;

/// What the made-up people write about. All of it is harmless, none of it is anybody's.
final class DemoText {
    private DemoText() {}

    /// A matter that people write to each other about.
    record Topic(String subject, String file, List<String> sentences) {
        Topic {
            sentences = List.copyOf(sentences);
        }
    }

    /// A letter in another language.
    record Foreign(Person from, String subject, String text) {}

    static final List<Person> PEOPLE =
            List.of(
                    new Person("Tom Becker", "tom.becker@example.org"),
                    new Person("Aisha Rahman", "aisha@example.net"),
                    new Person("Marta Kowalska", "marta.kowalska@example.org"),
                    new Person("Peter Lindqvist", "peter@example.net"),
                    new Person("Grace Okafor", "grace.okafor@example.org"),
                    new Person("Daniel Roth", "d.roth@example.net"),
                    new Person("Helen Brooks", "helen.brooks@example.com"),
                    new Person("Luis Ortega", "luis.ortega@example.org"),
                    new Person("Nora Winter", "nora@example.org"),
                    new Person("Sam Whitfield", "sam.whitfield@example.net"),
                    new Person("Ines Duarte", "ines.duarte@example.org"),
                    new Person("Oliver Grant", "oliver.grant@example.com"),
                    new Person("Priya Nair", "priya.nair@example.net"),
                    new Person("Walter Stone", "walter.stone@example.org"),
                    new Person("Mei Tanaka", "mei.tanaka@example.net"),
                    new Person("Ruth Abbott", "ruth.abbott@example.org"));

    static final List<Topic> TOPICS =
            List.of(
                    topic(
                            "Roof repair",
                            "Estimate roof",
                            "The roofer looked at the north side yesterday.",
                            "Two rows of tiles have to be replaced before winter.",
                            "He can start in the second week of October if the weather holds.",
                            "The scaffolding is included in the price.",
                            "I asked for a second offer to compare."),
                    topic(
                            "Choir rehearsal on Thursday",
                            "Rehearsal plan",
                            "We meet at half past seven in the parish hall.",
                            "Please bring the new score and a pencil.",
                            "The altos will go through the second movement first.",
                            "Nora has the key, so be kind to Nora.",
                            "There will be tea afterwards."),
                    topic(
                            "Invoice for March",
                            "Invoice",
                            "Please find the invoice for last month attached.",
                            "The hours for the workshop are listed separately.",
                            "Payment within thirty days is fine.",
                            "The order number is on the first page.",
                            "Let me know if the address has changed."),
                    topic(
                            "Summer holiday",
                            "Train tickets",
                            "The house by the lake is free from the 12th.",
                            "We could take the early train and hire bicycles there.",
                            "The children want to bring the tent in any case.",
                            "I would book before Easter, it was full last year.",
                            "Who brings the big pot?"),
                    topic(
                            "Minutes of the meeting",
                            "Minutes",
                            "Here are the minutes of Tuesday's meeting.",
                            "Three points are still open, they are marked in the margin.",
                            "Grace takes care of the figures until Friday.",
                            "The next meeting is on the 4th, same room.",
                            "Corrections are welcome until the end of the week."),
                    topic(
                            "Book club",
                            "Reading list",
                            "This time it is the novel about the lighthouse keeper.",
                            "The library has four copies, one of them with large print.",
                            "We talk about the first half only, no endings please.",
                            "Walter wants to read a page aloud.",
                            "Cake is taken care of."),
                    topic(
                            "School trip to the museum",
                            "Form school trip",
                            "The bus leaves at eight sharp from the main gate.",
                            "Each child needs a packed lunch and something against rain.",
                            "The form has to be signed and returned by Monday.",
                            "Two more parents are needed as company.",
                            "We are back at about half past four."),
                    topic(
                            "Draft of the brochure",
                            "Brochure draft",
                            "The second draft has the new pictures on pages 2 and 5.",
                            "The text on the back is still too long by six lines.",
                            "Could you check the names of the speakers once more?",
                            "The printer needs everything by the 20th.",
                            "I like the blue better than the green."),
                    topic(
                            "Garden fence",
                            "Sketch fence",
                            "The neighbours agree to share the cost of the fence.",
                            "Larch lasts longer than spruce and needs no paint.",
                            "The gate should open inwards, because of the slope.",
                            "Daniel lends us the post driver.",
                            "Saturday looks dry."),
                    topic(
                            "Your order has been sent",
                            "Delivery note",
                            "Your order left our house this morning.",
                            "The parcel should arrive within two working days.",
                            "The delivery note is part of this message.",
                            "You can return anything within a month.",
                            "Thank you for buying from a small shop."));

    static final List<Foreign> FOREIGN =
            List.of(
                    new Foreign(
                            new Person("Jürgen Großmann", "juergen@example.org"),
                            "Rückfrage zur Büroübergabe am Freitag",
                            "Die Schlüssel liegen ab zwölf Uhr beim Pförtner. Schöne Grüße!"),
                    new Foreign(
                            new Person("Élodie Lefèvre", "elodie@example.net"),
                            "Réunion reportée à la rentrée",
                            "La salle est prise jusqu'à fin août, désolée pour ce contretemps."),
                    new Foreign(
                            new Person("Íñigo Muñoz", "inigo@example.org"),
                            "¿Quedamos mañana después de la reunión?",
                            "El café de la esquina cierra a las ocho, así que mejor antes."),
                    new Foreign(
                            new Person("Zofia Wiśniewska", "zofia@example.net"),
                            "Zdjęcia z wycieczki w góry",
                            "Wysyłam kilka zdjęć, reszta będzie w przyszłym tygodniu."),
                    new Foreign(
                            new Person("Jiří Dvořák", "jiri@example.org"),
                            "Příští zkouška je až v úterý",
                            "Prosím, vezměte si s sebou nové noty."),
                    new Foreign(
                            new Person("Ελένη Παππά", "eleni@example.net"),
                            "Το πρόγραμμα της εκδρομής",
                            "Το πλοίο φεύγει στις οκτώ το πρωί."),
                    new Foreign(
                            new Person("Ольга Иванова", "olga@example.org"),
                            "Список книг на осень",
                            "Библиотека открыта по средам до семи часов вечера."),
                    new Foreign(
                            new Person("田中 芽衣", "mei@example.net"),
                            "来週の会議の資料について",
                            "資料を添付しましたので、ご確認ください。"),
                    new Foreign(
                            new Person("דנה לוי", "dana@example.org"),
                            "תזכורת לפגישה ביום שני",
                            "נפגשים בעשר בבוקר בבית הקפה."),
                    new Foreign(
                            new Person("Siân Morgan", "sian@example.net"),
                            "Cake at four 🎂 and a walk 🌳",
                            "Pen-blwydd hapus! We start at four, rain or shine."));

    private static Topic topic(String subject, String file, String... sentences) {
        return new Topic(subject, file, List.of(sentences));
    }
}
