namespace Worker.Hangfire.Tests;

public sealed class PartialProfileTests
{
    [Fact(Skip = "Hangfire is not among the packages of this build: -p:PackageProfile=full.")]
    public void Hangfire_as_engine_is_tested_where_its_packages_are()
    {
    }
}
