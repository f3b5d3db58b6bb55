using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ActiveLabel.Data.Database.Migrations
{
    /// <inheritdoc />
    public partial class PickCause : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Of images that were queued before nobody knows any more why.
            migrationBuilder.AddColumn<string>(
                name: "Cause",
                table: "Queue",
                type: "TEXT",
                maxLength: 30,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "CauseClassId",
                table: "Queue",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "CauseOtherClassId",
                table: "Queue",
                type: "INTEGER",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Cause",
                table: "Queue");

            migrationBuilder.DropColumn(
                name: "CauseClassId",
                table: "Queue");

            migrationBuilder.DropColumn(
                name: "CauseOtherClassId",
                table: "Queue");
        }
    }
}
