package mailtally.testing;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.imageio.ImageIO;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.json.Json;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/// A real browser without a window. Where this computer has none the test is a visible skip (see
/// [Prerequisite]). Used by one thread.
public final class Chromium implements AutoCloseable {
    private static final Path BROWSER = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /// Held here: a logger that nobody holds forgets its level.
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    private final ChromeDriver driver;
    private final String axe;
    private Map<String, String> media = Map.of();

    private Chromium(ChromeDriver driver, String axe) {
        this.driver = driver;
        this.axe = axe;
    }

    /// Starts one: 1280 by 800 pixels, light.
    public static Chromium start() throws IOException {
        Prerequisite.program(BROWSER, "install chromium");
        Prerequisite.program(DRIVER, "install chromium-driver");
        SELENIUM.setLevel(Level.SEVERE);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(BROWSER.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--window-size=1280,800");
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service =
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(DRIVER.toFile())
                        .usingAnyFreePort()
                        .build();
        try (InputStream script = Chromium.class.getResourceAsStream("/axe.min.js")) {
            String axe = new String(script.readAllBytes(), StandardCharsets.UTF_8);
            ChromeDriver driver = new ChromeDriver(service, options);
            driver.manage().timeouts().pageLoadTimeout(LIMIT).scriptTimeout(LIMIT);
            Chromium chromium = new Chromium(driver, axe);
            chromium.desktop();
            return chromium;
        }
    }

    /// What Selenium can do besides.
    public ChromeDriver driver() {
        return driver;
    }

    /// Goes to an address.
    public void open(String address) {
        driver.get(address);
    }

    /// Runs a script in the page; `arguments` are its arguments, `return` gives its result.
    public Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /// Runs a script in the page that ends by calling its last argument.
    public Object runLater(String script, Object... arguments) {
        return driver.executeAsyncScript(script, arguments);
    }

    /// The first element that this selects; it must be there.
    public WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    /// What a person reads there, as far as it is visible.
    public String text(String css) {
        return find(css).getText();
    }

    /// All that a person reads on the page.
    public String text() {
        return (String) run("return document.body.innerText");
    }

    /// The same without what mail says: names, subjects and texts.
    public String ownText() {
        return (String)
                run(
                        """
                        return [...document.querySelectorAll('main bdi, main pre')].map(
                          n => n.innerText).filter(t => t).reduce(
                            (all, mail) => all.replaceAll(mail, ''), document.body.innerText);
                        """);
    }

    /// Presses keys, wherever the focus is.
    public void keys(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /// Waits until something is so.
    ///
    /// @return how long that took
    public Duration until(String what, BooleanSupplier something) throws InterruptedException {
        long start = System.nanoTime();
        while (!something.getAsBoolean()) {
            if (System.nanoTime() - start > LIMIT.toNanos()) {
                throw new AssertionError("not within " + LIMIT + ": " + what + "\n" + text());
            }
            Thread.sleep(20);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /// 1280 by 800 pixels.
    public void desktop() {
        size(1280, 800, 1);
    }

    /// As large a page, in CSS pixels, and so many of the screen's pixels to each.
    public void size(int width, int height, int zoom) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        width,
                        "height",
                        height,
                        "deviceScaleFactor",
                        zoom,
                        "mobile",
                        false));
    }

    /// Shows pages as someone wants them, such as `prefers-color-scheme` `dark` or `forced-colors`
    /// `active`; nothing takes it back.
    public void media(Map<String, String> wanted) {
        media = Map.copyOf(wanted);
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "media",
                        "",
                        "features",
                        media.entrySet().stream()
                                .map(e -> Map.of("name", e.getKey(), "value", e.getValue()))
                                .toList()));
    }

    /// Light or dark.
    public void dark(boolean dark) {
        media(Map.of("prefers-color-scheme", dark ? "dark" : "light"));
    }

    /// Shows pages without colours, or with them again.
    public void greyscale(boolean grey) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedVisionDeficiency",
                Map.of("type", grey ? "achromatopsia" : "none"));
    }

    /// What axe finds wrong on the page, each with the elements it is about.
    ///
    /// @param colours only what is wrong with them: all else is the same in light and dark
    public List<String> violations(boolean colours) {
        if (!Boolean.TRUE.equals(run("return Boolean(window.axe)"))) {
            run(axe);
        }
        Object found =
                runLater(
                        """
                        const end = arguments[arguments.length - 1];
                        const only = arguments[0] ? { runOnly: ['cat.color'] } : {};
                        axe.run(document, { resultTypes: ['violations'], ...only }).then(
                          r => end(r.violations.map(v => v.id + ': ' + v.help + '\\n  '
                            + v.nodes.map(n => n.html + ' ' + n.failureSummary).join('\\n  '))),
                          e => end(['axe: ' + e]));
                        """,
                        colours);
        return strings(found);
    }

    /// The texts that a script returned.
    public static List<String> strings(Object list) {
        List<String> texts = new ArrayList<>();
        for (Object one : (List<?>) list) {
            texts.add(String.valueOf(one));
        }
        return texts;
    }

    /// The addresses that the page asked for since this was asked last.
    public List<String> requests() {
        List<String> addresses = new ArrayList<>();
        driver.manage()
                .logs()
                .get(LogType.PERFORMANCE)
                .forEach(
                        entry -> {
                            Map<String, Object> message =
                                    inner(new Json().toType(entry.getMessage(), Json.MAP_TYPE));
                            if ("Network.requestWillBeSent".equals(message.get("method"))) {
                                Map<?, ?> parameters = (Map<?, ?>) message.get("params");
                                Map<?, ?> request = (Map<?, ?>) parameters.get("request");
                                addresses.add(String.valueOf(request.get("url")));
                            }
                        });
        return addresses;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> inner(Map<String, Object> entry) {
        return (Map<String, Object>) entry.get("message");
    }

    /// What is seen, one pixel of the picture for each of the screen's.
    public BufferedImage picture() {
        try {
            return ImageIO.read(new ByteArrayInputStream(driver.getScreenshotAs(OutputType.BYTES)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Keeps what is seen, from the page's top to its end, in a folder of the build.
    ///
    /// @param name of the picture, without its ending
    public void keep(String name) throws IOException {
        Files.createDirectories(PICTURES);
        Object height = run("return document.documentElement.scrollHeight");
        Object width = run("return innerWidth");
        int screen = ((Number) run("return innerHeight")).intValue();
        size(((Number) width).intValue(), Math.max(screen, ((Number) height).intValue()), 1);
        Files.write(PICTURES.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        size(((Number) width).intValue(), screen, 1);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
