"""The ids that name things, each a type of its own, so that a site is never taken for an item."""

from __future__ import annotations

from typing import Annotated, NewType

from pydantic import StringConstraints

from planner.catalogue.figure import Ref

KEBAB = r"^[a-z0-9]+(-[a-z0-9]+)*$"
SLUG = StringConstraints(pattern=KEBAB, max_length=64)
Kebab = Annotated[str, SLUG]

CapabilityId = NewType("CapabilityId", str)
UnitTypeId = NewType("UnitTypeId", str)
ItemId = NewType("ItemId", str)
RateId = NewType("RateId", str)
StorageId = NewType("StorageId", str)
VehicleId = NewType("VehicleId", str)
ContainerId = NewType("ContainerId", str)
TempoId = NewType("TempoId", str)
CasualtyId = NewType("CasualtyId", str)
ClimateId = NewType("ClimateId", str)
ForceId = NewType("ForceId", str)
RequirementId = NewType("RequirementId", str)
PledgeId = NewType("PledgeId", str)
EquipmentId = NewType("EquipmentId", str)
TrainingId = NewType("TrainingId", str)
ContributorId = NewType("ContributorId", str)
SiteId = NewType("SiteId", str)
LaneId = NewType("LaneId", str)
SupplyId = NewType("SupplyId", str)
FleetId = NewType("FleetId", str)
AreaId = NewType("AreaId", str)
PhaseId = NewType("PhaseId", str)
TaskId = NewType("TaskId", str)
ServiceId = NewType("ServiceId", str)
ChannelId = NewType("ChannelId", str)
CostId = NewType("CostId", str)
ContributionId = NewType("ContributionId", str)
PolicyId = NewType("PolicyId", str)
BenchmarkId = NewType("BenchmarkId", str)
GateId = NewType("GateId", str)
DueDiligenceId = NewType("DueDiligenceId", str)
ReportId = NewType("ReportId", str)
EventId = NewType("EventId", str)

CapabilityRef = Annotated[CapabilityId, Ref("capability")]
UnitTypeRef = Annotated[UnitTypeId, Ref("unit")]
ItemRef = Annotated[ItemId, Ref("item")]
StorageRef = Annotated[StorageId, Ref("storage group")]
VehicleRef = Annotated[VehicleId, Ref("vehicle")]
ContainerRef = Annotated[ContainerId, Ref("container")]
CasualtyRef = Annotated[CasualtyId, Ref("casualty")]
TempoRef = Annotated[TempoId, Ref("tempo")]
ClimateRef = Annotated[ClimateId, Ref("climate")]
ForceRef = Annotated[ForceId, Ref("force")]
SiteRef = Annotated[SiteId, Ref("site")]
LaneRef = Annotated[LaneId, Ref("lane")]
SupplyRef = Annotated[SupplyId, Ref("supply")]
RequirementRef = Annotated[RequirementId, Ref("requirement")]
PledgeRef = Annotated[PledgeId, Ref("pledge")]
AreaRef = Annotated[AreaId, Ref("area")]
PhaseRef = Annotated[PhaseId, Ref("phase")]
TaskRef = Annotated[TaskId, Ref("task")]
FleetRef = Annotated[FleetId, Ref("fleet")]
FigureRef = Annotated[str, Ref("figure")]
ChannelRef = Annotated[ChannelId, Ref("channel")]
CostRef = Annotated[CostId, Ref("cost")]
FactorRef = Annotated[str, Ref("mission factor")]
EquipmentRef = Annotated[EquipmentId, Ref("equipment")]
TrainingRef = Annotated[TrainingId, Ref("training")]
PolicyRef = Annotated[PolicyId, Ref("policy")]
BenchmarkRef = Annotated[BenchmarkId, Ref("benchmark")]
GateRef = Annotated[GateId, Ref("gate")]
DueDiligenceRef = Annotated[DueDiligenceId, Ref("due diligence")]
