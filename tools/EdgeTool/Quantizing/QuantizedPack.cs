using EdgeRuntime.Model;
using EdgeTool.Compiler;
using EdgeTool.Compiler.Quantization;

namespace EdgeTool;

/// <summary>Packs a quantized model and writes what was done, and what it cost, into its provenance.</summary>
internal static class QuantizedPack
{
    /// <param name="plan">How it was quantized.</param>
    /// <param name="samples">The calibration examples: what they look like is stored for the board to compare with.</param>
    /// <param name="notes">What was done, in order.</param>
    /// <param name="damage">What the integer interpreter measured.</param>
    /// <param name="data">What it was measured on.</param>
    /// <param name="options">How it is packed.</param>
    public static CompiledModel Compile(
        QuantizationPlan plan, InputSamples samples, IEnumerable<string> notes, OutputDamage damage, string data, CompileOptions options)
    {
        var quantized = GraphQuantizer.Quantize(plan);
        var provenance = quantized.Graph.Contract.Provenance;
        foreach (var note in notes.Concat(quantized.KeptFloat))
        {
            provenance.Notes.Add(note);
        }

        Add("agreement with float", damage.Agreement);
        Add("scores' signal to quantization noise, dB", damage.SqnrDb);
        if (!double.IsNaN(damage.Top1))
        {
            Add("top1", damage.Top1);
        }

        return CalibrationBaseline.Add(ModelCompiler.Compile(quantized.Graph, options), samples, options);

        void Add(string metric, double value) =>
            provenance.Measured.Add(new MeasuredFigure { Metric = metric, DataSet = data, Value = value, Samples = damage.Samples });
    }
}
