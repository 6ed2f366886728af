using System.Runtime.InteropServices;
using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using EdgeRuntime.Pipeline;
using EdgeTool.Compiler;
using EdgeTool.Compiler.Tflite;

namespace EdgeTool.Training;

/// <summary>Accuracy of a model as the board computes it: packed, preprocessed by its contract, run by the integer interpreter.</summary>
/// <param name="Confusion">[true gesture][predicted gesture] counts.</param>
public sealed record HeldOutAccuracy(int[][] Confusion)
{
    public int Samples => Confusion.Sum(row => row.Sum());

    public double Top1 => (double)Confusion.Select((row, gesture) => row[gesture]).Sum() / Samples;

    public static HeldOutAccuracy Measure(byte[] tflite, GestureWindows windows)
    {
        var compiled = ModelCompiler.Compile(TfliteImporter.Import(tflite), new CompileOptions { SelfTestCases = 0 });
        using var interpreter = Interpreter.Load(ModelFile.FromBytes(compiled.Bytes));
        var preprocessor = Preprocessor.Create(interpreter.Model.Contract, interpreter.InputInfo(0));
        var confusion = Gestures.All.Select(_ => new int[Gestures.All.Count]).ToArray();
        for (var i = 0; i < windows.Count; i++)
        {
            preprocessor.Fill(windows.Frames[i], interpreter.InputBytes(0));
            interpreter.Run();
            var scores = MemoryMarshal.Cast<byte, sbyte>(interpreter.OutputBytes(0)).ToArray();
            confusion[windows.Labels[i]][Array.IndexOf(scores, scores.Max())]++;
        }

        return new HeldOutAccuracy(confusion);
    }
}
