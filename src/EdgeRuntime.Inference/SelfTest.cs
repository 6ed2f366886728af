using EdgeRuntime.Model;

namespace EdgeRuntime.Inference;

/// <summary>Proves that this machine computes what the file says: runs the vectors stored in it.</summary>
public static class SelfTest
{
    /// <summary>
    /// Runs every stored case in order from the reset state, up to the first output that differs as
    /// <see cref="TensorComparison"/> has it, and leaves the interpreter reset.
    /// </summary>
    public static SelfTestReport Run(Interpreter interpreter)
    {
        var model = interpreter.Model;
        SelfTestDifference? difference = null;
        interpreter.Reset();
        for (var index = 0; index < model.SelfTestCount && difference is null; index++)
        {
            for (var i = 0; i < interpreter.InputCount; i++)
            {
                model.CopySelfTestInput(index, i, interpreter.InputBytes(i));
            }

            interpreter.Run();
            for (var o = 0; o < interpreter.OutputCount && difference is null; o++)
            {
                difference = Compare(interpreter, index, o);
            }
        }

        interpreter.Reset();
        return new SelfTestReport(model.SelfTestCount, difference);
    }

    private static SelfTestDifference? Compare(Interpreter interpreter, int index, int output)
    {
        var type = interpreter.OutputInfo(output).Type;
        var expected = interpreter.Model.SelfTestOutput(index, output);
        var found = interpreter.OutputBytes(output);
        var element = TensorComparison.FirstDifference(type, expected, found);
        return element < 0
            ? null
            : new SelfTestDifference(
                index,
                output,
                interpreter.Model.TensorName(interpreter.Model.Outputs[output]),
                element,
                TensorComparison.ElementText(type, expected, element),
                TensorComparison.ElementText(type, found, element));
    }
}

/// <summary>What a self-test found.</summary>
/// <param name="Cases">Cases stored in the file; 0 when it carries none, which proves nothing.</param>
/// <param name="Difference">The first difference; null when there is none.</param>
public sealed record SelfTestReport(int Cases, SelfTestDifference? Difference)
{
    public bool Passed => Difference is null;

    /// <summary>For a service, which refuses a model that this machine does not reproduce.</summary>
    /// <exception cref="ModelFormatException">An output differs.</exception>
    public void Require()
    {
        if (Difference is { } d)
        {
            throw new ModelFormatException(
                FaultKind.SelfTestMismatch, 0, $"self-test case {d.Case}, output {d.Output} '{d.OutputName}', element {d.Element}", d.Expected, d.Found);
        }
    }

    public override string ToString() => Difference?.ToString() ?? $"{Cases} case(s) reproduced";
}

/// <summary>The first element of an output that is not what the file says.</summary>
public sealed record SelfTestDifference(int Case, int Output, string OutputName, int Element, string Expected, string Found)
{
    public override string ToString() =>
        $"case {Case}, output {Output} '{OutputName}', element {Element}: expected {Expected}, found {Found}";
}
