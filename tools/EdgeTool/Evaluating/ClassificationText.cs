namespace EdgeTool;

/// <summary>A classifier's evaluation, for people.</summary>
public static class ClassificationText
{
    private const int MaxMatrixClasses = 20;
    private const int MaxChangedShown = 20;
    private const double WideInterval = 0.04;

    public static void Print(Terminal terminal, Classification result, ClassComparison? against)
    {
        var interval = result.Interval;
        terminal.Out.WriteLine(
            $"top-1   {Percent(result.Matrix.Accuracy)} % ({result.Matrix.Hits} of {result.Matrix.Samples}); with 95 % confidence between {Percent(interval.Low, 1)} and {Percent(interval.High, 1)} %");
        if (result.TopK.K > 1)
        {
            terminal.Out.WriteLine($"top-{result.TopK.K}   {Percent(result.TopK.Share)} % ({result.TopK.Hits} of {result.TopK.Samples})");
        }

        if (result.Recordings is { } recordings)
        {
            terminal.Out.WriteLine($"top-1   {Percent(recordings.Share)} % ({recordings.Hits} of {recordings.Samples}) of whole recordings, their windows' scores added");
        }

        terminal.Out.WriteLine($"F1      {Percent(result.F1)} % (mean of the classes)");
        terminal.Out.WriteLine(result.Auc is { } auc
            ? $"AUC     {Tables.Number(auc, 4)}{(result.Classes.Count > 2 ? " (each class against the rest, mean)" : "")}"
            : "AUC     not defined: the data holds one class");
        if (interval.Width > WideInterval)
        {
            terminal.Out.WriteLine(
                $"note    {result.Matrix.Samples} examples are few: the model's true accuracy may be anything from {Percent(interval.Low, 0)} to {Percent(interval.High, 0)} %, and smaller differences between models say nothing.");
        }

        if (against is not null)
        {
            PrintComparison(terminal, result, against);
        }

        if (result.Classes.Count <= MaxMatrixClasses)
        {
            PrintMatrix(terminal, result);
        }
    }

    /// <summary>Where the classes' names make it wider than a line, its columns bear their numbers.</summary>
    private static void PrintMatrix(Terminal terminal, Classification result)
    {
        var names = result.Classes;
        var width = "true \\ predicted".Length + (2 * names.Count) + names.Sum(name => name.Length) + " 100.0 %".Length;
        var isNumbered = width > terminal.Width;
        var table = Tables.Create(
            ["true \\ predicted", .. names.Select((name, c) => isNumbered ? $">{c + 1}" : $">{name}"), ">recall"]);
        for (var c = 0; c < names.Count; c++)
        {
            var recall = result.Matrix.RecallOf(c) is { } share ? $"{Percent(share, 1)} %" : "";
            table.AddText([isNumbered ? $"{c + 1} {names[c]}" : names[c], .. result.Matrix.Counts[c].Select(n => n == 0 ? "" : $"{n}"), recall]);
        }

        terminal.Write(table);
    }

    private static void PrintComparison(Terminal terminal, Classification result, ClassComparison against)
    {
        var (other, agreement) = (against.Other, against.Agreement);
        terminal.Out.WriteLine(
            $"agrees  with {against.Source} on {Percent(agreement.Share)} % ({agreement.Samples - agreement.Changed.Count} of {agreement.Samples}); scores before softmax: {Tables.Number(agreement.SqnrDb)} dB SQNR");
        var table = Tables.Create(["", ">this model", ">compared with", ">difference"]);
        AddRow(table, "top-1", result.Matrix.Accuracy, other.Matrix.Accuracy);
        AddRow(table, $"top-{result.TopK.K}", result.TopK.Share, other.TopK.Share);
        AddRow(table, "F1", result.F1, other.F1);
        AddRow(table, "AUC", result.Auc, other.Auc);
        for (var c = 0; c < result.Classes.Count && result.Classes.Count <= MaxMatrixClasses; c++)
        {
            AddRow(table, $"recall of {result.Classes[c]}", result.Matrix.RecallOf(c), other.Matrix.RecallOf(c));
        }

        terminal.Write(table);
        foreach (var changed in agreement.Changed.Take(MaxChangedShown))
        {
            var mark = changed.Answered == changed.TrueClass ? "mended" : changed.Reference == changed.TrueClass ? "lost" : "both wrong";
            terminal.Out.WriteLine(
                $"  {changed.Example}: {result.Classes[changed.Reference]} -> {result.Classes[changed.Answered]}, truly {result.Classes[changed.TrueClass]} ({mark})");
        }

        if (agreement.Changed.Count > MaxChangedShown)
        {
            terminal.Out.WriteLine($"  and {agreement.Changed.Count - MaxChangedShown} more; --json lists all");
        }
    }

    private static void AddRow(Spectre.Console.Table table, string name, double? found, double? other)
    {
        if (found is { } a && other is { } b)
        {
            table.AddText([name, $"{Percent(a)} %", $"{Percent(b)} %", $"{(a >= b ? "+" : "")}{Percent(a - b)}"]);
        }
    }

    private static string Percent(double share, int decimals = 2) => Tables.Number(100 * share, decimals);
}
