namespace EdgeRuntime.Host;

/// <summary>Help, made from the verbs themselves.</summary>
internal static class HelpText
{
    public static void Write(TextWriter output, IReadOnlyList<Verb> verbs)
    {
        output.WriteLine("edgeruntime: runs packed models on a board, from a sensor's sample to a decision.");
        output.WriteLine();
        foreach (var verb in verbs)
        {
            output.WriteLine($"  {Usage(verb)}");
            output.WriteLine($"      {verb.Summary}");
        }

        output.WriteLine();
        output.WriteLine("  edgeruntime VERB --help      options and examples of one verb");
        output.WriteLine("  edgeruntime --version");
        output.WriteLine();
        output.WriteLine("Exit codes: 0 done, 1 the answer is no, 64 usage, 65 bad data, 66 no such input, 70 our fault, 74 I/O, 78 bad configuration.");
    }

    public static void Write(TextWriter output, Verb verb)
    {
        output.WriteLine(Usage(verb));
        output.WriteLine($"  {verb.Summary}");
        output.WriteLine();
        foreach (var option in verb.Options)
        {
            output.WriteLine($"  {$"{option.Name} {option.Value}",-24} {option.Summary}");
        }

        output.WriteLine();
        foreach (var example in verb.Examples)
        {
            output.WriteLine($"  e.g. {example}");
        }
    }

    private static string Usage(Verb verb)
    {
        var options = verb.Options.Select(o => (o.IsRequired ? "{0}" : "[{0}]").Replace("{0}", $"{o.Name} {o.Value}".TrimEnd()));
        return string.Join(' ', options.Prepend(verb.Operand).Prepend(verb.Name).Prepend("edgeruntime").Where(part => part is not null));
    }
}
