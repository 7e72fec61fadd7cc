using Xunit.Sdk;
using Xunit.v3;

namespace Worker.Testing.Databases;

/// <summary>Makes the test cases of a <see cref="DatabaseFactAttribute"/>.</summary>
public sealed class DatabaseFactDiscoverer : FactDiscoverer
{
    public override async ValueTask<IReadOnlyCollection<IXunitTestCase>> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, IXunitTestMethod testMethod, IFactAttribute factAttribute) =>
        DatabaseCases.Of(await base.Discover(discoveryOptions, testMethod, factAttribute), (factAttribute as IDatabaseTestAttribute)?.Only ?? default);
}
