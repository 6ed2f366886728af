using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using EdgeRuntime.Pipeline;

namespace EdgeTool;

/// <summary>From arguments to an exit code: verbs, usage mistakes, failures.</summary>
public static class ToolCommandLine
{
    public static int Invoke(IReadOnlyList<string> args, Terminal terminal)
    {
        var verbs = Verbs.All();
        var root = new RootCommand("Turns trained models into packed .edge files, and proves, measures and explains them.");
        foreach (var verb in verbs)
        {
            verb.Attach(terminal);
            root.Add(verb);
        }

        if (root.Options.OfType<HelpOption>().FirstOrDefault() is { Action: HelpAction usual } help)
        {
            help.Action = new ExampleHelpAction(usual);
        }

        try
        {
            if (args.Count == 0)
            {
                root.Parse(["--help"]).Invoke(new InvocationConfiguration { Output = terminal.Error, Error = terminal.Error });
                return ExitCode.Usage;
            }

            RefuseUnknownVerb(args[0], verbs);
            var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            return parsed.Action is ParseErrorAction || parsed.Action is null ? ReportUsage(parsed, terminal) : parsed.Invoke(
                new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error, EnableDefaultExceptionHandler = false });
        }
        catch (Exception e)
        {
            return Failure.Report(e, terminal);
        }
    }

    private static void RefuseUnknownVerb(string word, IReadOnlyList<Verb> verbs)
    {
        if (!word.StartsWith('-') && !word.StartsWith('/') && verbs.All(v => v.Name != word))
        {
            var names = verbs.Select(v => v.Name).ToList();
            throw ToolException.Usage($"there is no verb '{word}'{NearestName.Hint(word, names)} (verbs: {string.Join(", ", names)})");
        }
    }

    private static int ReportUsage(ParseResult parsed, Terminal terminal)
    {
        foreach (var error in parsed.Errors)
        {
            terminal.Error.WriteLine($"edgetool: {error.Message}");
        }

        var verb = parsed.CommandResult.Command is Verb v ? $"{v.Name} " : "";
        terminal.Error.WriteLine($"See edgetool {verb}--help.");
        return ExitCode.Usage;
    }
}
