using EdgeRuntime.Inference;
using EdgeTool.Compiler.Datasets;
using EdgeTool.Compiler.Onnx;

namespace EdgeTool;

/// <summary>A model's outputs as <c>output_0.npy</c>, <c>output_0.bin</c> ... in a folder.</summary>
public static class OutputFiles
{
    /// <param name="interpreter">Holds the outputs.</param>
    /// <param name="folder">Made when it is not there.</param>
    /// <param name="declared">Types that an ONNX model declares for them; empty to write them as they are.</param>
    public static void Write(Interpreter interpreter, string folder, IReadOnlyList<OnnxType> declared)
    {
        Directory.CreateDirectory(folder);
        for (var i = 0; i < interpreter.OutputCount; i++)
        {
            var info = interpreter.OutputInfo(i);
            var type = i < declared.Count ? declared[i] : OnnxType.Undefined;
            var bytes = OnnxElements.Give(type, interpreter.OutputBytes(i));
            NpyWriter.Write(Path.Combine(folder, $"output_{i}.npy"), OnnxElements.NumpyType(type) ?? NpyWriter.TypeOf(info.Type), info.Shape, bytes);
            File.WriteAllBytes(Path.Combine(folder, $"output_{i}.bin"), bytes);
        }
    }

    /// <summary>One line for each output: what it is and its first real values.</summary>
    public static void Print(Interpreter interpreter, string folder, Terminal terminal)
    {
        const int Shown = 8;
        for (var i = 0; i < interpreter.OutputCount; i++)
        {
            var info = interpreter.OutputInfo(i);
            var stored = Elements.ToFloats(interpreter.OutputBytes(i), info.Type);
            var real = info.Scale > 0 ? Array.ConvertAll(stored, v => info.Scale * (v - info.ZeroPoint)) : stored;
            var values = string.Join(' ', real.Take(Shown).Select(v => Tables.Number(v, 4))) + (real.Length > Shown ? " ..." : "");
            terminal.Out.WriteLine($"{Path.Combine(folder, $"output_{i}.npy")}  {info}  {values}");
        }
    }
}
