"""On what the numbers were measured: without it they mean nothing."""

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGES = ("numpy", "torch", "jax", "autograd", "micrograd", "scikit-learn")
LIMITS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NPROC")
# These make OpenBLAS choose worse products than it would by itself.
HANDICAPS = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")


def environment(threads: int) -> dict:
    """Return the environment for a child with so many threads: limits set, handicaps gone."""
    kept = {key: value for key, value in os.environ.items() if key not in HANDICAPS}
    limits = dict.fromkeys(LIMITS, str(threads))
    eigen = f"--xla_cpu_multi_thread_eigen={'true' if threads > 1 else 'false'}"
    return kept | limits | {"XLA_FLAGS": eigen, "JAX_PLATFORMS": "cpu"}


def describe() -> dict:
    """Return processor, system, BLAS and versions, as this process finds them."""
    return {
        "processor": processor(),
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "blas": blas(),
        "versions": {package: found for package in PACKAGES if (found := installed(package))},
    }


def processor() -> str:
    """Return the processor's name, or what Python knows of it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        return next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def blas() -> str:
    """Return the library that multiplies NumPy's matrices, and the kernel it chose."""
    try:
        from threadpoolctl import threadpool_info
    except ImportError:
        return "unknown (threadpoolctl is not installed)"
    for library in threadpool_info():
        if library["user_api"] == "blas" and "numpy" in library["filepath"]:
            kernel = library.get("architecture", "")
            return f"{library['internal_api']} {library['version']} {kernel}".strip()
    return "unknown"


def installed(package: str) -> str | None:
    """Return the version of a package, or None."""
    try:
        return version(package).split("+")[0]
    except PackageNotFoundError:
        return None
