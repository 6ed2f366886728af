using EdgeRuntime.Devices;
using EdgeRuntime.Model;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Host;

/// <summary>Questions about what is installed: the unit, the configuration, the models, and the service that runs.</summary>
internal static class ServiceChecks
{
    private const string Unit = "edgeruntime.service";

    private static readonly string[] UnitFolders = ["etc/systemd/system", "usr/lib/systemd/system", "lib/systemd/system"];

    public static IReadOnlyList<DoctorCheck> All { get; } =
    [
        new("systemd", view => Finding.WarnUnless(
            view.Has("run/systemd/system"), view.Has("run/systemd/system") ? "runs" : "does not run here", "start edgeruntime run by whatever supervises this system")),
        new("unit", view => UnitFolders.FirstOrDefault(f => view.Has($"{f}/{Unit}")) is { } folder
            ? Finding.Good($"/{folder}/{Unit}")
            : Finding.Warning("not installed", $"sudo cp systemd/{Unit} /usr/lib/systemd/system/ && sudo systemctl daemon-reload")),
        new("start at boot", view => Finding.WarnUnless(
            view.Has($"etc/systemd/system/multi-user.target.wants/{Unit}"),
            view.Has($"etc/systemd/system/multi-user.target.wants/{Unit}") ? "enabled" : "not enabled", $"sudo systemctl enable --now {Unit}")),
        new("unit's program", view => Program(view)),
        new("persistent journal", view => Finding.WarnUnless(
            view.Has("var/log/journal"), view.Has("var/log/journal") ? "kept over restarts" : "lost at every restart", "sudo mkdir -p /var/log/journal && sudo systemctl restart systemd-journald")),
        new("configuration", view => Finding.BadUnless(
            view.Has(view.Configuration), view.Configuration, $"sudo mkdir -p {view.Configuration}, with one .json file for every pipeline")),
        new("pipelines", Pipelines),
        new("model store", Store),
        new("names of models", Pointers),
        new("running service", Running),
        new("its pipelines", Healthy),
    ];

    private static Finding Program(BoardView view)
    {
        var unit = UnitFolders.Select(f => view.Text($"{f}/{Unit}")).FirstOrDefault(t => t is not null);
        var program = unit?.Split('\n').FirstOrDefault(l => l.StartsWith("ExecStart=", StringComparison.Ordinal))?["ExecStart=".Length..].Split(' ')[0];
        return program is null
            ? Finding.Skipped("no unit")
            : Finding.BadUnless(view.Has(program), program, $"sudo install -D -m 755 edgeruntime {program}");
    }

    private static Finding Pipelines(BoardView view)
    {
        if (!view.Has(view.Configuration))
        {
            return Finding.Skipped("no configuration");
        }

        var runners = PipelineFolder.Load(view.PathOf(view.Configuration), BoardEnvironment.For(new SilentLog()));
        var names = string.Join(", ", runners.Select(r => r.Name));
        foreach (var runner in runners)
        {
            runner.Dispose();
        }

        return Finding.Good(names);
    }

    private static Finding Store(BoardView view)
    {
        var store = new ModelStore(view.PathOf(view.Store));
        if (!Directory.Exists(store.Folder))
        {
            return Finding.Skipped($"no {view.Store}");
        }

        string[] hashes = [.. store.Hashes()];
        foreach (var hash in hashes)
        {
            try
            {
                ModelFile.Open(store.PathOf(hash)).Dispose();
            }
            catch (ModelFormatException e)
            {
                return Finding.Bad($"{hash[..12]}: {e.Message}", $"sudo rm {store.PathOf(hash)}, then edgeruntime model install it again");
            }
        }

        return Finding.Good($"{hashes.Length} models, all intact");
    }

    private static Finding Pointers(BoardView view)
    {
        var store = new ModelStore(view.PathOf(view.Store));
        var missing = store.Names().Where(name => store.Find(name) is { } pointer && !File.Exists(store.PathOf(pointer.Active))).ToArray();
        return Finding.BadUnless(
            missing.Length == 0, missing.Length == 0 ? $"{store.Names().Count()}" : $"without their model: {string.Join(", ", missing)}",
            $"edgeruntime model install M.edge --activate {missing.FirstOrDefault()}");
    }

    private static Finding Running(BoardView view)
    {
        try
        {
            using var status = StatusClient.Status(view.StatusAddress);
            return Finding.Good($"version {status.RootElement.GetProperty("version").GetString()}");
        }
        catch (IOException)
        {
            return Finding.Warning($"none answers at {view.StatusAddress}", $"sudo systemctl start {Unit}; journalctl -u {Unit} -e");
        }
    }

    private static Finding Healthy(BoardView view)
    {
        try
        {
            var (health, healthText) = StatusClient.Get(view.StatusAddress, "/health");
            var (ready, readyText) = StatusClient.Get(view.StatusAddress, "/ready");
            return health != 200 ? Finding.Bad(healthText.Trim(), $"sudo systemctl restart {Unit}")
                : ready != 200 ? Finding.Warning(readyText.Trim(), "edgeruntime status tells which device, journalctl why")
                : Finding.Good("healthy and ready");
        }
        catch (IOException)
        {
            return Finding.Skipped("no service");
        }
    }
}
