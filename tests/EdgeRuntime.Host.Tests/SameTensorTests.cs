using System.Buffers.Binary;
using System.Runtime.InteropServices;
using EdgeRuntime.Devices;
using EdgeRuntime.Model;
using EdgeRuntime.Pipeline;
using EdgeTool.Compiler.Datasets;

namespace EdgeRuntime.Host.Tests;

/// <summary>
/// The same raw sample by two ways: as an example of a data set (calibration, evaluation), and played by a sensor into the window of a
/// running pipeline. The model's input must be the same bytes.
/// </summary>
public sealed class SameTensorTests : IDisposable
{
    private const int Seed = 11;
    private readonly string _folder = Directory.CreateTempSubdirectory("sametensor").FullName;

    [Fact]
    public void OfAMotionSensor()
    {
        var random = new Random(Seed);
        var rows = Enumerable.Range(0, 20).Select(_ => string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"{random.NextSingle() * 9},{random.NextSingle() - 3},{random.NextSingle()}"));
        var file = Write("walk/1.csv", System.Text.Encoding.ASCII.GetBytes($"x,y,z\n{string.Join('\n', rows)}\n"));
        Same(
            file,
            new OperandInfo(ElementType.Int8, new Shape(1, 20, 3), TensorKind.Arena, 0.04f, -3),
            Stage("clip", ("min", [-2, -3, -4]), ("max", [8])),
            Stage("standardize", ("mean", [4, -2.5, 0.5]), ("std", [2, 0.3, 0.3])));
    }

    [Fact]
    public void OfAMicrophone()
    {
        var random = new Random(Seed);
        const int samples = (4 * 160) + 400;
        var data = new byte[2 * samples];
        for (var i = 0; i < samples; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(data.AsSpan(2 * i), (short)random.Next(short.MinValue, short.MaxValue + 1));
        }

        byte[] format = [.. "RIFF"u8, .. Int(36 + data.Length), .. "WAVEfmt "u8, .. Int(16), 1, 0, 1, 0, .. Int(16000), .. Int(32000), 2, 0, 16, 0, .. "data"u8];
        Same(
            Write("yes/1.wav", [.. format, .. Int(data.Length), .. data]),
            new OperandInfo(ElementType.Int8, new Shape(1, 5, 10, 1), TensorKind.Arena, 0.58f, 83),
            Stage(
                "mfcc", ("sampleRateHz", [16000]), ("frameLength", [400]), ("frameStride", [160]), ("fftSize", [512]), ("melBins", [40]),
                ("coefficients", [10])));
    }

    [Fact]
    public void OfACamera()
    {
        const int height = 6, width = 8;
        var pixels = new byte[height * width * 3]; // red, green, blue; rows from the top
        new Random(Seed).NextBytes(pixels);

        // BMP: rows from the bottom, blue first; 8 pixels of 3 bytes need no padding.
        byte[] header = [.. "BM"u8, .. Int(54 + pixels.Length), .. Int(0), .. Int(54), .. Int(40), .. Int(width), .. Int(height), 1, 0, 24, 0, .. new byte[24]];
        var rows = Enumerable.Range(0, height).Reverse().SelectMany(y => Enumerable.Range(0, width).SelectMany(x => pixels.AsSpan(((y * width) + x) * 3, 3).ToArray().Reverse()));
        var image = Write("cat/1.bmp", [.. header, .. rows]);
        var frames = Path.Combine(_folder, "camera.npy");
        NpyWriter.Write(frames, ElementType.Float32, new Shape(height * width, 3), MemoryMarshal.AsBytes<float>(Array.ConvertAll(pixels, p => (float)p)));
        Same(
            image,
            new OperandInfo(ElementType.UInt8, new Shape(1, 4, 4, 1), TensorKind.Arena, 1 / 255f, 0),
            frames,
            Stage("crop", ("inputHeight", [height]), ("inputWidth", [width])),
            Stage("resize", ("inputHeight", [6]), ("inputWidth", [6])),
            Stage("grayscale"),
            Stage("scale", ("factor", [1 / 255.0])));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Same(string file, OperandInfo input, params PreprocessStage[] stages) => Same(file, input, file, stages);

    private void Same(string example, OperandInfo input, string played, params PreprocessStage[] stages)
    {
        var contract = new ModelContract { Preprocess = stages };
        var dataset = DatasetReader.Open(_folder, InputEncoder.RawShape(contract, input), new DatasetDescription());
        var (calibration, board) = (new byte[input.ByteLength], new byte[input.ByteLength]);
        new InputEncoder(input, contract, dataset).Encode(dataset.Read(0), calibration);

        var recording = Recording.Load(played, null);
        using var sensor = new ReplaySensor(recording, 100, speed: 0, loop: false, new DeviceHealth("replay", new SilentLog()));
        var preprocessor = Preprocessor.Create(contract, input);
        var window = new SampleWindow(preprocessor.ElementCount / sensor.Channels, sensor.Channels);
        sensor.Maintain(0);
        var some = new float[7 * sensor.Channels];
        while (!window.IsFull)
        {
            window.Push(some.AsSpan(0, sensor.Read(some, 0).Frames * sensor.Channels));
        }

        preprocessor.Fill(window.Latest, board);
        Assert.Equal(calibration, board);
        Assert.True(board.Distinct().Count() > 5, "a tensor that says nothing");
    }

    private string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static byte[] Int(int value) => BitConverter.GetBytes(value);

    private static PreprocessStage Stage(string kind, params (string Name, double[] Values)[] numbers) =>
        new() { Kind = kind, Numbers = numbers.ToDictionary(n => n.Name, n => n.Values) };
}
