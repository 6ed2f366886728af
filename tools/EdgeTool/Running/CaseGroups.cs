using System.CommandLine;
using System.CommandLine.Parsing;

namespace EdgeTool;

/// <summary>Input files in the groups that <c>--case</c> separates: the order of the words matters, so they are read as words.</summary>
/// <param name="Cases">Input files of each inference, in order.</param>
/// <param name="AreNumbered"><c>--case</c> was given: outputs go to <c>case_0</c>, <c>case_1</c> ...</param>
public sealed record CaseGroups(IReadOnlyList<IReadOnlyList<string>> Cases, bool AreNumbered)
{
    public const string CaseOption = "--case";

    /// <exception cref="ToolException">A case without inputs.</exception>
    public static CaseGroups From(ParseResult arguments, Option input)
    {
        var groups = new List<List<string>> { new() };
        var (isInput, areNumbered) = (false, false);
        foreach (var token in arguments.Tokens)
        {
            if (token.Type == TokenType.Option)
            {
                isInput = token.Value == input.Name || input.Aliases.Contains(token.Value);
                if (token.Value == CaseOption)
                {
                    areNumbered = true;
                    groups.Add([]);
                }
            }
            else if (token.Type == TokenType.Argument && isInput)
            {
                groups[^1].Add(token.Value);
            }
        }

        // "--case --input a --case --input b" has nothing before its first --case.
        if (areNumbered && groups[0].Count == 0)
        {
            groups.RemoveAt(0);
        }

        var empty = groups.FindIndex(g => g.Count == 0);
        return empty < 0 ? new CaseGroups(groups, areNumbered)
            : throw ToolException.Usage(areNumbered ? $"case {empty} has no --input." : "give the model's inputs: --input FILE...");
    }
}
