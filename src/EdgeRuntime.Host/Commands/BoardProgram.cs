using System.Reflection;
using EdgeRuntime.Model;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Host;

/// <summary>The program: finds the verb, runs it, and turns whatever goes wrong into one message and an exit code.</summary>
internal static class BoardProgram
{
    public static IReadOnlyList<Verb> Verbs { get; } =
    [
        RunCommand.Verb,
        CheckCommand.Verb,
        StatusCommand.Verb,
        TopCommand.Verb,
        DoctorCommand.Verb,
        SelfTestCommand.Verb,
        KernelsCommand.Verb,
        DemoCommand.Verb,
        ModelInstallCommand.Verb,
        ModelActivateCommand.Verb,
        ModelRollbackCommand.Verb,
        ModelListCommand.Verb,
    ];

    public static string Version { get; } =
        typeof(BoardProgram).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";

    public static int Run(string[] words, Terminal terminal)
    {
        try
        {
            return Dispatch(words, terminal);
        }
        catch (Exception e)
        {
            var (code, message) = Explain(e);
            terminal.Error.WriteLine($"edgeruntime: {message}");
            return code;
        }
    }

    private static int Dispatch(string[] words, Terminal terminal)
    {
        switch (words)
        {
            case []:
                HelpText.Write(terminal.Error, Verbs);
                return ExitCode.Usage;
            case ["--help" or "-h" or "help"]:
                HelpText.Write(terminal.Output, Verbs);
                return ExitCode.Done;
            case ["--version"]:
                terminal.Output.WriteLine($"edgeruntime {Version}");
                return ExitCode.Done;
        }

        var (verb, rest) = FindVerb(words);
        if (rest.Any(word => word is "--help" or "-h"))
        {
            HelpText.Write(terminal.Output, verb);
            return ExitCode.Done;
        }

        return verb.Run(new Arguments(verb, rest), terminal);
    }

    /// <summary>The verb, of one word or two, and the words behind it.</summary>
    private static (Verb Verb, string[] Words) FindVerb(string[] words)
    {
        for (var length = Math.Min(2, words.Length); length > 0; length--)
        {
            var typed = string.Join(' ', words[..length]);
            if (Verbs.FirstOrDefault(v => v.Name == typed) is { } verb)
            {
                return (verb, words[length..]);
            }
        }

        var names = Verbs.Select(v => v.Name).ToArray();
        var wrong = Verbs.Any(v => v.Name.StartsWith(words[0] + ' ', StringComparison.Ordinal)) ? string.Join(' ', words.Take(2)) : words[0];
        throw new UsageException($"'{wrong}' is no verb; verbs: {string.Join(", ", names)}{NearestName.Hint(wrong, names)}");
    }

    private static (int Code, string Message) Explain(Exception e) => e switch
    {
        UsageException => (ExitCode.Usage, $"{e.Message} See edgeruntime --help."),
        ModelFormatException => (ExitCode.BadData, $"the model is refused: {e.Message}"),
        ContractException => (ExitCode.BadData, $"the model's contract is refused: {e.Message}"),
        FileNotFoundException or DirectoryNotFoundException => (ExitCode.NoInput, e.Message),
        ConfigException => (ExitCode.BadConfiguration, e.Message),
        IOException or UnauthorizedAccessException => (ExitCode.InputOutput, e.Message),
        _ => (ExitCode.OurFault, $"this is a fault of edgeruntime; please report it: {e}"),
    };
}
