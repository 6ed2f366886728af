using EdgeRuntime.Model;

namespace EdgeRuntime.Inference;

/// <summary>
/// Where the tensors of the arena lie in a bound model's memory. For one thread: where the file's plan puts them. For several threads and
/// few bytes each tensor gets memory of its own, so that a worker finds in its own cache what it wrote in the inference before, and does
/// not have to wait until another one has read what its own output would overwrite. Tensors that a step lays over each other stay so.
/// </summary>
internal sealed class TensorPlaces
{
    /// <summary>Most bytes that are laid out apart: a part of a core's second cache.</summary>
    private const long MaxApartBytes = 512 * 1024;

    private readonly long[] _offsets;

    public TensorPlaces(ModelFile model, int threads, NativeLayout layout)
    {
        _offsets = new long[model.Tensors.Length];
        for (var t = 0; t < _offsets.Length; t++)
        {
            _offsets[t] = model.Tensors[t].DataOffset;
        }

        if (threads < 2 || !TryLayApart(model, layout))
        {
            layout.Reserve(model.ArenaBytes);
        }
    }

    /// <summary>First byte of a tensor of the arena.</summary>
    public long OffsetOf(int tensor) => _offsets[tensor];

    private bool TryLayApart(ModelFile model, NativeLayout layout)
    {
        var parent = new int[_offsets.Length];
        for (var t = 0; t < parent.Length; t++)
        {
            parent[t] = t;
        }

        for (var s = 0; s < model.Steps.Length; s++)
        {
            JoinOverlaid(model, [.. model.InputsOf(s), .. model.OutputsOf(s)], parent);
        }

        var groups = new Dictionary<int, (long Begin, long End)>();
        for (var t = 0; t < parent.Length; t++)
        {
            if (IsInArena(model, t))
            {
                var (begin, end) = (model.Tensors[t].DataOffset, model.Tensors[t].DataOffset + model.Tensors[t].ByteLength);
                groups[Root(parent, t)] = groups.TryGetValue(Root(parent, t), out var group)
                    ? (Math.Min(group.Begin, begin), Math.Max(group.End, end))
                    : (begin, end);
            }
        }

        if (groups.Values.Sum(g => NativeLayout.AlignUp(g.End - g.Begin + NativeBlock.Alignment)) > MaxApartBytes)
        {
            return false;
        }

        // What lies on lines of its own in the arena still does.
        var moved = groups.ToDictionary(
            g => g.Key, g => layout.Reserve((g.Value.Begin % NativeBlock.Alignment) + g.Value.End - g.Value.Begin) - (g.Value.Begin & -NativeBlock.Alignment));
        for (var t = 0; t < parent.Length; t++)
        {
            _offsets[t] += IsInArena(model, t) ? moved[Root(parent, t)] : 0;
        }

        return true;
    }

    private static void JoinOverlaid(ModelFile model, ReadOnlySpan<int> tensors, int[] parent)
    {
        for (var i = 0; i < tensors.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (IsInArena(model, tensors[i]) && IsInArena(model, tensors[j]) && Overlay(model.Tensors[tensors[i]], model.Tensors[tensors[j]]))
                {
                    parent[Root(parent, tensors[i])] = Root(parent, tensors[j]);
                }
            }
        }
    }

    private static bool IsInArena(ModelFile model, int tensor) =>
        tensor >= 0 && model.Tensors[tensor].Kind is TensorKind.Arena or TensorKind.Variable;

    private static bool Overlay(in TensorRecord a, in TensorRecord b) =>
        a.DataOffset < b.DataOffset + b.ByteLength && b.DataOffset < a.DataOffset + a.ByteLength;

    private static int Root(int[] parent, int tensor)
    {
        while (parent[tensor] != tensor)
        {
            tensor = parent[tensor];
        }

        return tensor;
    }
}
