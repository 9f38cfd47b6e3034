"""What of a tenant is left anywhere in a lake, by every way of looking at it."""

import pathlib

from .lakewriter import Lakewriter, run
from .seaweed import SeaweedFS


def erase(server: Lakewriter, tenant: str, *options: str, timeout: float = 120):
    """`tenants erase`, run to its end; answers with what the command did."""
    return run(
        "tenants", "erase", tenant, f"--lake={server.lake}", "--settle=1s", "--json", *options,
        environment=server.environment, timeout=timeout,
    )  # fmt: skip


def left_in_folder(root: pathlib.Path, tenant: str) -> list[str]:
    """Every file and every folder, empty or not, below a folder of the tenant's name."""
    name = f"tenantId={tenant}"
    return sorted(str(p) for p in root.rglob("*") if name in p.relative_to(root).parts)


def left_in_bucket(store: SeaweedFS, bucket: str, tenant: str) -> list[str]:
    """Every object, version, delete marker, upload and folder of the tenant, as boto3 lists them."""
    client = store.client()
    part = f"/tenantId={tenant}/"
    found = []
    for page in client.get_paginator("list_objects_v2").paginate(Bucket=bucket):
        found += [f"object {o['Key']}" for o in page.get("Contents", []) if part in o["Key"]]
    for page in client.get_paginator("list_object_versions").paginate(Bucket=bucket):
        for kind in ("Versions", "DeleteMarkers"):
            found += [f"{kind} {o['Key']}" for o in page.get(kind, []) if part in o["Key"]]
    for page in client.get_paginator("list_multipart_uploads").paginate(Bucket=bucket):
        found += [f"upload {o['Key']}" for o in page.get("Uploads", []) if part in o["Key"]]
    for page in client.get_paginator("list_objects_v2").paginate(
        Bucket=bucket, Prefix="root/", Delimiter="/"
    ):
        for table in page.get("CommonPrefixes", []):
            listed = client.list_objects_v2(
                Bucket=bucket, Prefix=f"{table['Prefix']}tenantId={tenant}", Delimiter="/"
            )
            prefixes = [p["Prefix"] for p in listed.get("CommonPrefixes", [])]
            found += [f"folder {p}" for p in prefixes if p.endswith(part)]
    return sorted(found)
