using EdgeRuntime.Model;
using EdgeRuntime.Pipeline;
using EdgeTool.Compiler;
using EdgeTool.Compiler.Datasets;
using EdgeTool.Training;

namespace EdgeTool;

/// <summary>The one place where exceptions become exit codes and sentences.</summary>
public static class Failure
{
    /// <summary>Writes what went wrong to standard error.</summary>
    /// <returns>The exit code.</returns>
    public static int Report(Exception exception, Terminal terminal)
    {
        var (code, text) = Explain(exception);
        terminal.Error.WriteLine($"edgetool: {text}");
        return code;
    }

    private static (int Code, string Text) Explain(Exception exception) => exception switch
    {
        ToolException e => (e.ExitCode, e.Message),
        TrainingUnavailableException e => (ExitCode.Unsupported, e.Message),
        ArenaBudgetException e => (ExitCode.AnswerIsNo, e.Message),
        RecipeGoalException e => (ExitCode.AnswerIsNo, e.Message),
        TrainingStoppedException e => (ExitCode.AnswerIsNo, e.Message),
        UnsupportedModelException e => (ExitCode.Unsupported, UnsupportedList(e.Nodes)),
        LawException e => (ExitCode.Unsupported, $"The model needs a kernel that this build does not have: {e.Message}."),
        ModelFormatException e => (ExitCode.BadData, $"The model file is refused. {e.Message} Pack it again, or copy it again."),
        ImportException or DatasetException or RecipeException => (ExitCode.BadData, exception.Message),
        ContractException or ConfigException => (ExitCode.BadData, exception.Message),
        FileNotFoundException or DirectoryNotFoundException => (ExitCode.NoInput, exception.Message),
        IOException or UnauthorizedAccessException => (ExitCode.InputOutput, exception.Message),
        _ => (ExitCode.OurFault, $"This is a fault in edgetool, please report it: {exception}"),
    };

    /// <summary>Every node that cannot be packed, one to a line.</summary>
    public static string UnsupportedList(IReadOnlyList<UnsupportedNode> nodes) =>
        $"{nodes.Count} node(s) are not supported:" + string.Concat(nodes.Select(n =>
            $"{Environment.NewLine}  node {n.Index}, {n.Operator} '{n.Name}': {n.Reason}; {n.Remedy}"));
}
