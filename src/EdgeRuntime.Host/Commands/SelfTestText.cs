using System.Globalization;
using EdgeRuntime.Inference;
using EdgeRuntime.Kernels;

namespace EdgeRuntime.Host;

/// <summary>A self-test for people.</summary>
internal static class SelfTestText
{
    public static void Write(TextWriter output, Interpreter interpreter, SelfTestMeasurement measured)
    {
        var model = interpreter.Model;
        output.WriteLine(Line($"model       {model.Contract.Name} sha256 {model.ContentHash}, {model.LengthBytes:N0} bytes"));
        output.WriteLine($"CPU         {Cpu.Allowed}, {interpreter.StepCount} steps:");
        for (var step = 0; step < interpreter.StepCount; step++)
        {
            output.WriteLine($"  {step,4} {model.Steps[step].OpCode,-26} {interpreter.VariantOf(step).Name,-15} {model.StepName(step)}");
        }

        output.WriteLine(ArenaDrawing.Draw(model));
        output.WriteLine($"memory      {WeightOrderText.Of(interpreter)}");
        output.WriteLine(Line($"load        {measured.LoadMs:0.000} ms, first inference {measured.FirstInferenceMs:0.000} ms"));
        if (measured.ShortestUs is { } shortestUs)
        {
            output.WriteLine(Line($"timing      {shortestUs:0.0} us, the shortest of {measured.TimedCount} inferences"));
        }

        if (measured.Repeated is var (count, meanUs, allocatedBytes))
        {
            output.WriteLine(Line($"repeat      {count:N0} inferences, {meanUs:0.0} us each, {allocatedBytes} managed bytes allocated"));
        }

        var memory = measured.Memory;
        output.WriteLine(Line($"RSS         {memory.ResidentBytes:N0} bytes, {memory.AnonymousBytes:N0} of them its own data; at most {memory.PeakBytes:N0}"));
        var report = measured.Report;
        output.WriteLine($"self-test   {(report.Passed ? report.Cases == 0 ? "passed, but the file carries no cases" : "passed" : "FAILED")}: {report}");
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
