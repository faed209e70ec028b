using Jobs.Crash.Worker;

// The process that a crash test kills. It tells its parent on standard output what was acknowledged to it, a line at a
// time; what was written before a kill -9 is still in the pipe. README.md lists the lines.
return args switch
{
    ["load", var store, var seed] => await LoadMode.RunAsync(store, int.Parse(seed, System.Globalization.CultureInfo.InvariantCulture)),
    ["load", var store, var seed, var hits, var point] => await LoadMode.RunAsync(
        store,
        int.Parse(seed, System.Globalization.CultureInfo.InvariantCulture),
        new KillAt(point, int.Parse(hits, System.Globalization.CultureInfo.InvariantCulture))),
    ["drain", var store] => await DrainMode.RunAsync(store),
    ["poison", var store, var way] => await PoisonMode.RunAsync(store, way),
    ["million", var store, var tasks, var holdFrom] => await MillionMode.RunAsync(
        store,
        int.Parse(tasks, System.Globalization.CultureInfo.InvariantCulture),
        int.Parse(holdFrom, System.Globalization.CultureInfo.InvariantCulture)),
    ["volume", var store] => await VolumeMode.RunAsync(store),
    ["host", var store] => await HostMode.RunAsync(store),
    ["host", var store, "stamped"] => await HostMode.RunAsync(store, isStamped: true),
    ["client", var store, var name, var seed] => await ClientMode.RunAsync(store, name, int.Parse(seed, System.Globalization.CultureInfo.InvariantCulture)),
    ["knock", var socket, var nonce] => PeerMode.Knock(socket, nonce),
    ["pretend", var socket] => PeerMode.Pretend(socket),
    _ => 2,
};
