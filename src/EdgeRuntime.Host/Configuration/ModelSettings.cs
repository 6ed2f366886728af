using EdgeRuntime.Devices;
using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Host;

/// <summary>The <c>model</c> section: loads the file, proves it and runs its self-test.</summary>
internal static class ModelSettings
{
    /// <summary>The model; null when it is refused, which is noted.</summary>
    public static ModelScorer? Load(ConfigNode settings, DeviceContext context)
    {
        var file = settings.Text("file");
        var threads = settings.Integer("threads", 1, 64, 1);
        settings.Finish();
        if (file.Length == 0)
        {
            return null;
        }

        ModelScorer? scorer = null;
        try
        {
            scorer = new ModelScorer(Interpreter.Load(context.PathOf(file), new InterpreterOptions { Threads = threads }));
            var report = SelfTest.Run(scorer.Interpreter);
            if (report.Passed)
            {
                return scorer;
            }

            settings.Refuse("file", $"'{file}', whose self-test differs: {report}", "a model that this machine computes as its file says");
        }
        catch (Exception e) when (e is ModelFormatException or ContractException or IOException or UnauthorizedAccessException)
        {
            settings.Refuse("file", $"'{file}': {e.Message}", "a packed model (.edge)");
        }

        scorer?.Dispose();
        return null;
    }
}
