using System.Numerics;

namespace ActiveLabel.Vision.Drawing;

/// <summary>Turns a surface of densities into the RGB bytes that a camera would have sent.</summary>
internal sealed class Camera(CameraTraits traits)
{
    /// <summary>Lines drawn for each line kept: rings can be finer than the camera's lines.</summary>
    private const int LinesPerLine = 2;

    /// <summary>Three bytes a pixel, row by row from the top left.</summary>
    public byte[] Expose(Func<double, double, Vector3> densityAt, DrawingRandom random)
    {
        var (width, height) = (traits.Width, traits.Height);
        var light = new float[3][];
        for (var channel = 0; channel < 3; channel++) light[channel] = new float[width * height];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++) Gather(densityAt, x, y, light);
        }

        var grain = new GradientNoise(random.NextSeed());
        var rgb = new byte[3 * width * height];
        for (var channel = 0; channel < 3; channel++)
        {
            var plane = Optics.Blur(light[channel], width, height, traits.BlurX, traits.BlurY);
            plane = Optics.Sharpen(plane, width, height, traits.Sharpening);
            plane = Optics.ShiftDown(plane, width, height, traits.ColourShift * (1 - channel));
            Develop(plane, channel, grain, random, rgb);
        }
        return rgb;
    }

    private void Gather(Func<double, double, Vector3> densityAt, int x, int y, float[][] light)
    {
        var lamp = Lamp(x, y) / LinesPerLine;
        for (var line = 0; line < LinesPerLine; line++)
        {
            var u = (x + 0.5 - traits.KnotX) / traits.Stretch;
            var v = y + ((line + 0.5) / LinesPerLine) - traits.KnotY;
            var density = densityAt(u, v);
            for (var channel = 0; channel < 3; channel++)
                light[channel][(y * traits.Width) + x] += (float)(lamp * PortableMath.Exp(-density[channel]));
        }
    }

    private double Lamp(int x, int y)
    {
        var (dx, dy) = ((2.0 * x / traits.Width) - 1, (2.0 * y / traits.Height) - 1);
        var lamp = traits.Exposure * (1 + (traits.SlopeX * dx) + (traits.SlopeY * dy) - (traits.Vignette * ((dx * dx) + (dy * dy)) / 2));
        var fromEdge = traits.Background > 0 ? x - traits.Background : traits.Width + traits.Background - x;
        return traits.Background == 0 ? lamp : lamp * (0.04 + (0.96 * PortableMath.Step(-3, 4, fromEdge)));
    }

    private void Develop(float[] plane, int channel, GradientNoise grain, DrawingRandom random, byte[] rgb)
    {
        var balance = 1 + (traits.Warmth * (1 - channel));
        var (last, line) = (0.0, 0.0);
        for (var i = 0; i < plane.Length; i++)
        {
            // Neighbours along the sensor share some of their noise.
            last = (0.45 * last) + (traits.Grain * random.Normal(0, 0.9));
            if (i % traits.Width == 0) line = random.Normal(0, traits.Lines);
            var column = traits.Columns * grain.At((i % traits.Width) * 0.71, channel * 9.3);
            var level = (255 * Tone(plane[i] * balance)) + last + column + line;
            rgb[(3 * i) + channel] = (byte)Math.Clamp(level + 0.5, 0, 255);
        }
    }

    /// <summary>A shoulder, so that bright wood nears white without reaching it, and a lifted black.</summary>
    private static double Tone(double light)
    {
        var bent = light < 0.86 ? light : 0.86 + (0.14 * (1 - PortableMath.Exp(-(light - 0.86) / 0.14)));
        return 0.014 + (0.986 * bent);
    }
}
