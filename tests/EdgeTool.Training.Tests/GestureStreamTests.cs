using System.Globalization;
using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using EdgeRuntime.Pipeline;
using EdgeTool.Compiler;

namespace EdgeTool.Training.Tests;

/// <summary>The committed recording, played through the committed model as the board would: a window slides along the stream.</summary>
public class GestureStreamTests
{
    private const int Hop = 10;

    private static readonly string Configs = Path.Combine(CommittedModel.Folder, "..");

    [Fact]
    public void TheModelRecognizesTheRecording()
    {
        var rows = File.ReadAllLines(Path.Combine(Configs, "recordings", "gestures.csv")).Skip(1).Select(l => l.Split(',')).ToArray();
        Assert.Equal(3000, rows.Length);
        Assert.Equal(Enumerable.Range(0, rows.Length).Select(i => i * 20), rows.Select(r => int.Parse(r[0], CultureInfo.InvariantCulture)));
        var frames = rows.SelectMany(r => r[1..7].Select(v => float.Parse(v, CultureInfo.InvariantCulture))).ToArray();

        using var interpreter = Interpreter.Load(ModelFile.FromBytes(ModelCompiler.Compile(SourceModel.Import(CommittedModel.Path)).Bytes));
        var preprocessor = Preprocessor.Create(interpreter.Model.Contract, interpreter.InputInfo(0));
        var (hits, windows) = (0, 0);
        var seen = new HashSet<string>();
        for (var first = 0; first + GestureWindows.Length <= rows.Length; first += Hop)
        {
            if (rows[first][7] != rows[first + GestureWindows.Length - 1][7])
            {
                continue;
            }

            preprocessor.Fill(frames.AsSpan(first * MotionSensor.Channels, GestureWindows.Elements), interpreter.InputBytes(0));
            interpreter.Run();
            var scores = interpreter.Output<float>(0).ToArray();
            windows++;
            seen.Add(rows[first][7]);
            hits += interpreter.Model.Contract.Labels[Array.IndexOf(scores, scores.Max())] == rows[first][7] ? 1 : 0;
        }

        Assert.Equal(Gestures.Labels.Order(), seen.Order());
        Assert.True(hits >= 0.9 * windows, $"{hits} of {windows} windows");
    }
}
