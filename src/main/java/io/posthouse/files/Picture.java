package io.posthouse.files;

import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.vertx.core.buffer.Buffer;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;

/** Reads pictures with what the JDK has, never more of one than is needed. Blocks; for a worker. */
final class Picture {
    /** A few bytes may say that they are a picture of any size; what is larger than any camera's is not unpacked. */
    private static final long PIXELS_MAX = 64_000_000;

    private static final int SIDEWAYS = 5;
    private static final Map<String, String> FORMATS =
            Map.of("image/png", "png", "image/jpeg", "jpeg", "image/gif", "gif", "image/bmp", "bmp");

    private Picture() {}

    /** Of a picture as it lies in the file, in pixels. */
    record Sides(int width, int height) {}

    static boolean canRead(String type) {
        return FORMATS.containsKey(type);
    }

    /** What may be see-through stays so. */
    static String typeOfSmall(String type) {
        return type.equals("image/png") || type.equals("image/gif") ? "image/png" : "image/jpeg";
    }

    /**
     * Width and height as the bytes say, without unpacking them.
     *
     * @return empty if they say none
     */
    static Optional<Sides> sidesOf(Path file, String type) {
        try (ImageInputStream bytes = new FileImageInputStream(file.toFile())) {
            ImageReader reader = readerOf(type, bytes);
            try {
                return Optional.of(new Sides(reader.getWidth(0), reader.getHeight(0)));
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException broken) {
            // Readers throw what they like at bytes that somebody made up.
            return Optional.empty();
        }
    }

    /**
     * @param side how long the longer side becomes
     * @param orientation as Exif has it
     */
    static Buffer shrink(Path file, String type, int side, int orientation) throws IOException {
        try (ImageInputStream bytes = new FileImageInputStream(file.toFile())) {
            ImageReader reader = readerOf(type, bytes);
            try {
                long width = reader.getWidth(0);
                long height = reader.getHeight(0);
                if (width * height > PIXELS_MAX) {
                    throw new FaultException(Fault.FILE_REFUSED, "more than " + PIXELS_MAX + " pixels");
                }
                int step = (int) Math.max(1, Math.max(width, height) / (2L * side));
                ImageReadParam param = reader.getDefaultReadParam();
                param.setSourceSubsampling(step, step, 0, 0);
                BufferedImage small = scaled(reader.read(0, param), side, typeOfSmall(type));
                return written(turned(small, orientation), typeOfSmall(type));
            } finally {
                reader.dispose();
            }
        } catch (FaultException refusal) {
            throw refusal;
        } catch (IIOException | EOFException | RuntimeException broken) {
            throw new FaultException(Fault.FILE_REFUSED, "no whole picture");
        }
    }

    /** Texts and profiles inside may unpack to anything, and are passed over. */
    private static ImageReader readerOf(String type, ImageInputStream bytes) throws IOException {
        String format = FORMATS.get(type);
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format == null ? "" : format);
        if (!readers.hasNext()) {
            throw new IOException("nothing reads " + type);
        }
        ImageReader reader = readers.next();
        reader.setInput(bytes, true, true);
        return reader;
    }

    private static BufferedImage scaled(BufferedImage image, int side, String type) {
        double scale = (double) side / Math.max(image.getWidth(), image.getHeight());
        int width = (int) Math.max(1, Math.round(image.getWidth() * Math.min(1, scale)));
        int height = (int) Math.max(1, Math.round(image.getHeight() * Math.min(1, scale)));
        boolean isClear = type.equals("image/png");
        BufferedImage small =
                new BufferedImage(width, height, isClear ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = small.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();
        return small;
    }

    /** As the camera was held. */
    private static BufferedImage turned(BufferedImage image, int orientation) {
        int w = image.getWidth();
        int h = image.getHeight();
        AffineTransform turn =
                switch (orientation) {
                    case 2 -> new AffineTransform(-1, 0, 0, 1, w, 0);
                    case 3 -> new AffineTransform(-1, 0, 0, -1, w, h);
                    case 4 -> new AffineTransform(1, 0, 0, -1, 0, h);
                    case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
                    case 6 -> new AffineTransform(0, 1, -1, 0, h, 0);
                    case 7 -> new AffineTransform(0, -1, -1, 0, h, w);
                    case 8 -> new AffineTransform(0, -1, 1, 0, 0, w);
                    default -> new AffineTransform();
                };
        if (turn.isIdentity()) {
            return image;
        }
        boolean isSideways = orientation >= SIDEWAYS;
        BufferedImage straight = new BufferedImage(isSideways ? h : w, isSideways ? w : h, image.getType());
        Graphics2D graphics = straight.createGraphics();
        graphics.drawImage(image, turn, null);
        graphics.dispose();
        return straight;
    }

    private static Buffer written(BufferedImage image, String type) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, type.equals("image/png") ? "png" : "jpeg", out);
        return Buffer.buffer(out.toByteArray());
    }
}
