// STORE [COUNT [HOLD-FROM]]: opens the store, and with a count runs a round of that many tasks, or goes on with the one that is there.
using System.Globalization;
using Acme.Host;
using Jobs;
using Microsoft.Extensions.DependencyInjection;

int Number(int index) => args.Length > index ? int.Parse(args[index], CultureInfo.InvariantCulture) : int.MaxValue;

var ledger = new Ledger(holdFrom: Number(2));
await using var services = new ServiceCollection().AddSingleton(ledger).BuildServiceProvider();
await using var host = await JobsHost.StartAsync(
    jobs => jobs.UseSqlite(args[0]).AddAcmeFilesJobs().AddAcmeHostJobs(),
    services);
ledger.Say("ready");
if (args.Length == 1) return;

JobHandle<RoundReport> handle = await host.Client.SubmitAsync(new RoundJob { Count = Number(1) }, new() { Key = "round" });
ledger.Say($"result {await handle.ResultAsync()}");
