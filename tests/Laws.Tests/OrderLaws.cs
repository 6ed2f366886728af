using System.Reflection;
using System.Text.RegularExpressions;
using EdgeRuntime.Inference;
using EdgeRuntime.Kernels;
using EdgeRuntime.Model;

namespace Laws.Tests;

/// <summary>The order of the program's hot code names code that exists: the compiler leaves out what it does not know without a word.</summary>
public partial class OrderLaws
{
    private const string Order = "publish-profiles/linux-x64.order";

    private static readonly Assembly[] Assemblies = [typeof(ModelFile).Assembly, typeof(KernelCatalog).Assembly, typeof(Interpreter).Assembly];

    [Fact]
    public void EveryNameIsAMethod() => Broken.None(
        "Write the file again with publish-profiles/order.sh.",
        Repository.Lines(Order).Where(line => !IsMethod(line)));

    /// <param name="name">
    /// The compiler's: assembly, full name and arity of the type and its outer ones, type arguments in angle brackets, two underscores, the
    /// method, and a number where several have its name.
    /// </param>
    private static bool IsMethod(string name)
    {
        var plain = name;
        while (Arguments().Replace(plain, "") is var shorter && shorter != plain)
        {
            plain = shorter;
        }

        var end = plain.IndexOf("__", StringComparison.Ordinal);
        return end >= 0 && Assemblies.Any(assembly =>
        {
            var space = assembly.GetName().Name!;
            var prefix = $"{space.Replace('.', '_')}_{space.Replace('.', '_')}_";
            return plain.StartsWith(prefix, StringComparison.Ordinal)
                && assembly.GetType($"{space}.{Arity().Replace(plain[prefix.Length..end], "`$1").Replace('_', '+')}") is { } type
                && HasMethod(type, plain[(end + 2)..]);
        });
    }

    private static bool HasMethod(Type type, string method) =>
        type.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Any(member => member.Name.Replace('.', '_') == Overload().Replace(method, "") || member.Name.Replace('.', '_') == method);

    [GeneratedRegex("<[^<>]*>")]
    private static partial Regex Arguments();

    [GeneratedRegex("_([0-9]+)")]
    private static partial Regex Arity();

    [GeneratedRegex("_[0-9]+$")]
    private static partial Regex Overload();
}
